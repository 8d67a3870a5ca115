"""What fails, what is accepted, and which reasons nobody needs."""

from pathlib import Path

import pytest

from scan.checkov import Finding, Report
from scan.judge import Scanned, careless, failures, reasons, verdicts

TEXT = """\
# checkov:skip=CKV_1: they are the logs
logs = Bucket()
other = Bucket()
"""
SOURCES = {"aws_s3_bucket.logs": "shop.py:2", "aws_s3_bucket.other": "shop.py:3"}
LOGS = Finding("aws_s3_bucket.logs", "CKV_1", "Logged")
OTHER = Finding("aws_s3_bucket.other", "CKV_1", "Logged")
PROVIDER = Finding("provider.aws", "CKV_2", "No keys")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(TEXT)
    return tmp_path


def scanned(*failed: Finding, target: str = "shop/prod", **sources: str) -> Scanned:
    report = Report(7, failed, frozenset(["aws_s3_bucket.logs", "provider.aws"]))
    return Scanned(target, {"terraform_json": report, "terraform_plan": report}, SOURCES | sources)


def test_what_has_a_reason_beside_it_is_accepted(repository: Path):
    first, _ = verdicts([scanned(LOGS)], repository)
    assert str(first) == (
        "shop/prod as terraform_json: 7 passed, 0 failed, 1 accepted (1 of 2 resources have checks)"
    )  # fmt: skip
    assert reasons([first]) == ["shop.py:1: CKV_1 (1 x): they are the logs"]


def test_the_same_check_of_another_resource_fails(repository: Path):
    found = verdicts([scanned(LOGS, OTHER)], repository)
    assert [verdict.failed for verdict in found] == [(OTHER,), (OTHER,)]


def test_a_failure_is_told_once_with_the_line_to_mend(repository: Path):
    given = [scanned(OTHER, PROVIDER), scanned(OTHER, target="shop/live")]
    assert failures(verdicts(given, repository), given) == [
        "shop.py:3: CKV_1 Logged: aws_s3_bucket.other of shop/live",
        "shop.py:3: CKV_1 Logged: aws_s3_bucket.other of shop/prod",
        "shop/prod: CKV_2 No keys: provider.aws of shop/prod",
    ]


def test_a_reason_that_is_needed_somewhere_is_not_careless(repository: Path):
    assert careless([scanned(LOGS), scanned(target="shop/live")], repository) == []


def test_a_reason_that_nothing_needs(repository: Path):
    assert careless([scanned()], repository) == ["shop.py:1: CKV_1 is accepted, but nothing fails it"]


def test_no_reason_at_all(repository: Path):
    (repository / "bare.py").write_text("# checkov:skip=CKV_1\nlogs = Bucket()\n")
    given = scanned(LOGS, **{"aws_s3_bucket.logs": "bare.py:2"})
    assert careless([given], repository) == ["bare.py:1: CKV_1 is accepted without a reason"]
    assert verdicts([given], repository)[0].failed == (LOGS,)
