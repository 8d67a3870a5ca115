from pathlib import Path
from typing import Any

import pytest

from resources.generate import GenerateError
from resources.next_provider.bindings import read
from tests.resources.next_provider.archive import bindings


@pytest.fixture
def block(tmp_path: Path) -> dict[str, Any]:
    return read(bindings(tmp_path), ["thing_widget"]).schemas["thing_widget"]["block"]


def test_the_provider_is_named_in_the_package(tmp_path: Path):
    found = read(bindings(tmp_path), [])
    assert (found.source, found.version, found.schemas) == ("example/thing", "2.0.0", {})


def test_a_type_that_the_provider_has_not_is_left_out(tmp_path: Path):
    assert read(bindings(tmp_path), ["thing_gadget"]).schemas == {}


def test_arguments_have_terraforms_types_and_say_whether_they_are_required(block: dict[str, Any]):
    assert {name: block["attributes"][name] for name in ("name", "groups", "rules")} == {
        "name": {"type": "string", "required": True},
        "groups": {"type": ["set", "string"], "optional": True},
        "rules": {"type": ["list", ["map", "string"]], "optional": True},
    }


def test_attributes_are_computed_where_nothing_sets_them(block: dict[str, Any]):
    assert {name: block["attributes"][name] for name in ("arn", "tags_all")} == {
        "arn": {"type": "string", "computed": True},
        "tags_all": {"type": "dynamic", "computed": True},
    }


def test_blocks_say_how_often_they_may_be_there(block: dict[str, Any]):
    part = {"attributes": {"size": {"type": "number", "required": True}}, "block_types": {}}
    timeouts = {"attributes": {"create": {"type": "string", "optional": True}}, "block_types": {}}
    assert block["block_types"] == {
        "part": {"nesting_mode": "set", "min_items": 1, "max_items": 0, "block": part},
        "timeouts": {"nesting_mode": "single", "min_items": 0, "max_items": 1, "block": timeouts},
    }


def test_an_object_that_is_no_block_is_a_nested_attribute(block: dict[str, Any]):
    assert block["attributes"]["settings"] == {
        "nested_type": {
            "nesting_mode": "single",
            "attributes": {"size": {"type": "number", "required": True}},
            "block_types": {},
        },
        "optional": True,
    }


def test_another_file_is_refused(tmp_path: Path):
    path = tmp_path / "notes.txt"
    path.write_text("no archive")
    with pytest.raises(GenerateError) as refused:
        read(path, [])
    assert str(refused.value).startswith(f"{path} is not the archive of a provider's bindings: ")
