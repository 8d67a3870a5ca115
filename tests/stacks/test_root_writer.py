"""Two writers of one root."""

import json
from pathlib import Path
from typing import Any

import pytest
from cdktf import App, TerraformOutput, TerraformStack

from stacks.root_writer import RootWriter, merged


def written(folder: Path, parts: dict[str, Any]) -> dict[str, Any]:
    app = App(outdir=str(folder))
    stack = TerraformStack(app, "shop-dev")
    TerraformOutput(stack, "theirs", value="1").override_logical_id("theirs")
    stack.synthesizer = RootWriter(stack, lambda: parts)
    app.synth()
    return json.loads((folder / "stacks" / "shop-dev" / "cdk.tf.json").read_text())


def test_parts_stand_beside_what_constructs_of_cdktf_made(tmp_path: Path):
    root = written(tmp_path, {"output": {"ours": {"value": "2"}}})

    assert root["output"] == {"ours": {"value": "2"}, "theirs": {"value": "1"}}


def test_references_and_text_of_any_script_are_written_as_they_are(tmp_path: Path):
    written(tmp_path, {"output": {"ours": {"value": "${aws_vpc.network.id} größer"}}})

    text = (tmp_path / "stacks" / "shop-dev" / "cdk.tf.json").read_text(encoding="utf-8")
    assert '"value": "${aws_vpc.network.id} größer"' in text


def test_keys_are_sorted_so_that_the_order_of_making_makes_no_difference(tmp_path: Path):
    root = written(tmp_path, {"resource": {"b": {}, "a": {}}})

    assert list(root) == sorted(root)
    assert list(root["resource"]) == ["a", "b"]


def test_maps_are_merged_and_lists_follow_each_other():
    assert merged({"a": {"x": 1}, "moved": [1]}, {"a": {"y": 2}, "moved": [2], "b": 3}) == {
        "a": {"x": 1, "y": 2},
        "moved": [1, 2],
        "b": 3,
    }


def test_two_values_at_one_place_are_refused():
    with pytest.raises(ValueError) as refused:
        merged({"resource": {"aws_vpc": {"main": "theirs"}}}, {"resource": {"aws_vpc": {"main": "ours"}}})

    assert str(refused.value) == "main is made twice in one root, here and by a construct of CDKTF's"
