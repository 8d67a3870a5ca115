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
DAYS = Finding("aws_s3_bucket.other", "CKV_3", "A year")
PROVIDER = Finding("provider.aws", "CKV_2", "No keys")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(TEXT)
    (tmp_path / "prod.tfvars").write_text("days = 180 # checkov:skip=CKV_3: six months\n")
    (tmp_path / "live.tfvars").write_text("days = 365\n")
    return tmp_path


def scanned(*failed: Finding, target: str = "shop/live", **sources: str) -> Scanned:
    report = Report(7, failed, frozenset(["aws_s3_bucket.logs", "provider.aws"]))
    return Scanned(
        target,
        f"{target.removeprefix('shop/')}.tfvars",
        {"terraform_json": report, "terraform_plan": report},
        SOURCES | sources,
    )


def test_what_has_a_reason_beside_it_is_accepted(repository: Path):
    first, _ = verdicts([scanned(LOGS)], repository)
    assert str(first) == (
        "shop/live as terraform_json: 7 passed, 0 failed, 1 accepted (1 of 2 resources have checks)"
    )  # fmt: skip
    assert reasons([first]) == ["shop.py:1: CKV_1 (1 x): they are the logs"]


def test_the_same_check_of_another_resource_fails(repository: Path):
    found = verdicts([scanned(LOGS, OTHER)], repository)
    assert [verdict.failed for verdict in found] == [(OTHER,), (OTHER,)]


def test_a_failure_is_told_once_with_the_line_to_mend(repository: Path):
    given = [scanned(OTHER, PROVIDER), scanned(OTHER, target="shop/prod")]
    assert failures(verdicts(given, repository), given) == [
        "shop.py:3: CKV_1 Logged",
        "  aws_s3_bucket.other of shop/live",
        "  aws_s3_bucket.other of shop/prod",
        "shop/live: CKV_2 No keys",
        "  provider.aws of shop/live",
    ]


def test_a_reason_that_is_needed_somewhere_is_not_careless(repository: Path):
    assert careless([scanned(LOGS), scanned(DAYS, target="shop/prod")], repository) == []


def test_a_reason_that_nothing_needs(repository: Path):
    assert careless([scanned()], repository) == ["shop.py:1: CKV_1 is accepted, but nothing fails it"]


def test_no_reason_at_all(repository: Path):
    (repository / "bare.py").write_text("# checkov:skip=CKV_1\nlogs = Bucket()\n")
    given = scanned(LOGS, **{"aws_s3_bucket.logs": "bare.py:2"})
    assert careless([given], repository) == ["bare.py:1: CKV_1 is accepted without a reason"]
    assert verdicts([given], repository)[0].failed == (LOGS,)


def test_what_an_environment_accepts_is_its_own(repository: Path):
    given = [scanned(DAYS, target="shop/prod"), scanned(DAYS)]
    prod, _, live, _ = verdicts(given, repository)
    assert (prod.failed, live.failed) == ((), (DAYS,))
    assert reasons([prod]) == ["prod.tfvars:1: CKV_3 (1 x): six months"]


def test_what_an_environment_accepts_for_nothing(repository: Path):
    assert careless([scanned(LOGS, target="shop/prod")], repository) == [
        "prod.tfvars:1: CKV_3 is accepted, but nothing fails it"
    ]
