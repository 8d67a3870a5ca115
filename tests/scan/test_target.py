"""A root as checkov can read it."""

import json

from scan.target import Lines

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
