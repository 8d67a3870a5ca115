import json
from pathlib import Path

import pytest

from review.model import Finding, Severity, Source
from scripts.base.checkov_findings import checkov_findings, program
from settings.target import Target
from tests.toolchain import fakes

TARGET = Target.parse("shop/dev")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / TARGET.root_dir
    folder.mkdir(parents=True)
    resources = {"aws_kms_key": {"one": {"description": "a"}}, "aws_sns_topic": {"two": {"name": "b"}}}
    (folder / "cdk.tf.json").write_text(json.dumps({"resource": resources}))
    (folder / "sources.json").write_text(
        json.dumps({"aws_kms_key.one": "module.py:2", "aws_sns_topic.two": "module.py:4"})
    )
    (tmp_path / "module.py").write_text(
        "import aws\naws.KmsKey()\n# checkov:skip=CKV_AWS_26: nobody listens\naws.SnsTopic()\n"
    )
    (tmp_path / "envs" / "shop").mkdir(parents=True)
    (tmp_path / "envs" / "shop" / "dev.tfvars").touch()
    return tmp_path


def says(root: Path, *failed: tuple[int, str, str]) -> Path:
    """A checkov that finds these: the line of its file, the check and its name."""
    checks = [
        {"check_id": check, "check_name": name, "file_line_range": [line, line], "resource": "x"}
        for line, check, name in failed
    ]
    report = json.dumps({"results": {"passed_checks": [], "failed_checks": checks}})
    return fakes.program(root / ".stackwright" / "checkov" / "bin", "checkov", f"echo '{report}'; exit 1")


def test_where_it_is_not_installed_there_is_nothing_to_ask(root: Path):
    assert program(root) is None


def test_what_nobody_accepted_is_a_finding_with_its_line(root: Path):
    says(root, (5, "CKV_AWS_7", "Ensure rotation is enabled"), (8, "CKV_AWS_26", "Ensure encryption"))
    found = program(root)
    assert found is not None
    assert checkov_findings(found, TARGET, root) == [
        Finding(
            rule="CKV_AWS_7",
            category="policy",
            severity=Severity.MEDIUM,
            address="aws_kms_key.one",
            reason="Ensure rotation is enabled (checkov).",
            advice="Mend it, or say beside the resource why it may be so: # checkov:skip=CKV_AWS_7: the reason.",
            source=Source(code="module.py:2"),
        )
    ]
