"""`stackwright review` as a user sees it."""

import json
from pathlib import Path

import pytest

from tests.review.making import document, entry


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """The JSON of a plan that makes a bucket."""
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document(entry("aws_s3_bucket.uploads", None, {"bucket": "shop-uploads"}))))
    return str(file)


def test_the_picture_alone(stackwright, plan):
    done = stackwright("review", "--plan", plan, "--format", "svg")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("<svg ")
    assert ">shop-uploads</text>" in done.stdout


def test_the_page_holds_the_picture(stackwright, plan):
    done = stackwright("review", "--plan", plan, "--format", "html")

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("<!doctype html>")
    assert ">shop-uploads</text>" in done.stdout
