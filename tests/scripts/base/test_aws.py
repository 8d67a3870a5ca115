import shutil
from pathlib import Path

import pytest

from local_aws import LocalAws
from scripts.base.aws import hosted_zones, local_environment, zone_name
from scripts.base.settings import load
from settings.target import Target
from tests.scripts.conftest import REPOSITORY


def test_the_environment_for_local_aws_has_nothing_of_the_users_own_aws(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_PROFILE", "prod")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://elsewhere")
    monkeypatch.setenv("LANG", "C.UTF-8")
    running = LocalAws("http://127.0.0.1:4567", 1, tmp_path / "log")
    environment = local_environment(running, "123456789012", "eu-west-1")
    assert environment["LANG"] == "C.UTF-8"
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:4567"
    assert environment["AWS_ACCESS_KEY_ID"] == "123456789012"
    assert environment["AWS_REGION"] == "eu-west-1"
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & environment.keys()


def test_the_zone_is_the_registered_domain():
    assert (zone_name("dev.macro-ai.com"), zone_name("macro-ai.com")) == ("macro-ai.com", "macro-ai.com")


def test_zones_come_from_environments_and_what_they_share(repository: Path):
    shutil.copy(REPOSITORY / "envs" / "macro-ai" / "shared.tfvars", repository / "envs" / "macro-ai")
    zone = "macro-ai.com=Z08217491MACROAICOM0@123456789012"
    for targets, zones in ((["macro-ai/dev", "state"], [zone]), (["macro-ai/shared"], [zone]), (["state"], [])):
        assert hosted_zones([load(Target.parse(target), repository).settings for target in targets]) == zones
