"""One target, scanned twice, and its root as checkov can read it."""

import json
from pathlib import Path
from typing import Any

import pytest

from scan.checkov import Report
from scan.judge import Scanned
from scan.target import Lines, scan
from settings.target import Target
from stacks.synth import Synthesised

ROOT = {
    "terraform": {"required_version": ">= 1.11.0"},
    "import": [{"to": "aws_lb.a", "id": "a"}],
    "provider": {"aws": [{"region": "us-east-1"}]},
    "resource": {"aws_lb": {"a": {"name": "a"}, "b": {"name": "b"}}, "aws_kms_key": {"a": {}}},
}


def test_has_the_resources_and_providers_and_nothing_else():
    assert json.loads(Lines(ROOT).text) == {"provider": ROOT["provider"], "resource": ROOT["resource"]}


def test_a_root_without_anything_is_still_json():
    assert json.loads(Lines({}).text) == {"provider": {}, "resource": {}}


def test_tells_the_address_by_the_line():
    lines = Lines(ROOT)
    numbers = {text.strip(","): number for number, text in enumerate(lines.text.splitlines(), 1)}
    of_b = {"resource": "resource.b", "file_line_range": [numbers['"b": {"name": "b"}']] * 2}
    assert lines.address(of_b) == "aws_lb.b"
    assert lines.address({"resource": "provider.aws", "file_line_range": [2, 2]}) == "provider.aws"


def test_a_target_is_scanned_as_root_and_as_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    root_file = tmp_path / "stacks" / "shop-prod" / "cdk.tf.json"
    root_file.parent.mkdir(parents=True)
    root_file.write_text(json.dumps(ROOT))
    sources = {"aws_lb.a": "shop.py:1"}
    (root_file.parent / "sources.json").write_text(json.dumps(sources))
    given: list[tuple[str, Any, str]] = []

    def run(program: Path, framework: str, file: Path, address: Any) -> Report:
        record = {"resource": "aws_lb.b", "file_line_range": [5, 5]}
        given.append((framework, json.loads(file.read_text()).keys(), address(record)))
        return Report(len(given), (), frozenset())

    monkeypatch.setattr("scan.checkov.run", run)
    monkeypatch.setattr("scan.target.plan_offline", lambda repository, folder: {"of": folder.name})
    target = Target.parse("shop/prod")
    found = scan(Synthesised(target, root_file, 3), tmp_path, Path("checkov"), tmp_path)
    reports = {"terraform_json": Report(1, (), frozenset()), "terraform_plan": Report(2, (), frozenset())}
    assert found == Scanned("shop/prod", "envs/shop/prod.tfvars", reports, sources)
    assert given == [
        ("terraform_json", {"provider": 0, "resource": 0}.keys(), "aws_lb.a"),
        ("terraform_plan", {"of": 0}.keys(), "aws_lb.b"),
    ]
