"""Changes of a target's settings and images."""

import json
import shutil
from pathlib import Path

import pytest

from deploy_matrix.edits import change_owner, other_images
from deploy_matrix.site import REPOSITORY
from scripts.base.settings import load
from settings.target import Target

DEV, STATE = Target.parse("macro-ai/dev"), Target.parse("state")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "envs", tmp_path / "envs")
    return tmp_path


@pytest.mark.parametrize("target", [DEV, STATE], ids=str)
def test_the_owner_becomes_another_and_nothing_else_does(folder: Path, target: Target):
    before = load(target, folder).settings
    change_owner(target, folder)
    assert load(target, folder).settings == before.model_copy(update={"owner": f"{before.owner}-next"})


def test_every_image_becomes_another_of_the_same_repository(tmp_path: Path):
    file = tmp_path / "cdk.tf.json"
    variables = {
        "api_image": {"default": "shop/api@sha256:0123", "type": "string"},
        "migrate_task_image": {"default": "shop/api:2026.11.21", "type": "string"},
        "colour": {"default": "red", "type": "string"},
    }
    file.write_text(json.dumps({"variable": variables}))
    assert other_images(file) == {
        "api_image": "shop/api@sha256:1230",
        "migrate_task_image": "shop/api:2026.11.21-next",
    }


def test_a_root_without_variables_has_no_images(tmp_path: Path):
    file = tmp_path / "cdk.tf.json"
    file.write_text("{}")
    assert other_images(file) == {}
