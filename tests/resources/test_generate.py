import io
import json
from pathlib import Path
from typing import Any

import pytest

from resources import generate, schema
from resources.resource import Resource
from toolchain.versions import AWS_PROVIDER_VERSION

TYPES = """\
# examples
provider hashicorp/aws 9.8.7

aws_shop  # the only type
"""


def attribute(type: Any, **flags: bool) -> dict[str, Any]:
    return {"type": type, "description_kind": "plain", **flags}


def block(nesting_mode: str, body: dict[str, Any], **limits: int) -> dict[str, Any]:
    return {"nesting_mode": nesting_mode, "block": body, **limits}


def provider_schema(**resources: dict[str, Any]) -> dict[str, Any]:
    found = {name: {"version": 0, "block": body} for name, body in resources.items()}
    address = "registry.terraform.io/hashicorp/aws"
    return {"format_version": "1.0", "provider_schemas": {address: {"resource_schemas": found}}}


def generated(tmp_path: Path, given: dict[str, Any], types: str = TYPES) -> dict[str, Any]:
    """The schema.json that comes out of a provider schema."""
    (tmp_path / "types.txt").write_text(types)
    (tmp_path / "given.json").write_text(json.dumps(given))
    assert run(tmp_path) == 0
    return json.loads((tmp_path / "schema.json").read_text())


def run(tmp_path: Path, *more: str) -> int:
    files = ["--types", str(tmp_path / "types.txt"), "--folder", str(tmp_path)]
    return generate.main([str(tmp_path / "given.json"), *files, *more])


def shop(**attributes: dict[str, Any]) -> dict[str, Any]:
    return {"attributes": {"name": attribute("string", required=True), **attributes}}


def test_each_flag_has_its_letter(tmp_path: Path) -> None:
    given = provider_schema(
        aws_shop=shop(
            a=attribute("number", optional=True, computed=True),
            b=attribute("bool", computed=True, deprecated=True),
            c=attribute(["map", "string"], optional=True, sensitive=True, write_only=True),
        )
    )
    assert generated(tmp_path, given) == {
        "provider": {"source": "hashicorp/aws", "version": "9.8.7"},
        "types": {"aws_shop": "Shop"},
        "shapes": {
            "Shop": {
                "a": ["number", "oc"],
                "b": ["bool", "cd"],
                "c": [["map", "string"], "osw"],
                "name": ["string", "r"],
            }
        },
        "deprecated_blocks": {},
    }


@pytest.mark.parametrize("mode", ["single", "group", "list", "set", "map"])
def test_a_block_keeps_its_nesting_mode_and_limits(tmp_path: Path, mode: str) -> None:
    given = provider_schema(aws_shop={"block_types": {"door": block(mode, shop(), min_items=1, max_items=3)}})
    assert generated(tmp_path, given)["shapes"] == {
        "Shop": {"door": [mode, 1, 3, "Shop.door"]},
        "Shop.door": {"name": ["string", "r"]},
    }


def test_a_nested_attribute_keeps_its_mode_and_flags(tmp_path: Path) -> None:
    door = {"nesting_mode": "map", **shop()}
    given = provider_schema(aws_shop={"attributes": {"door": {"nested_type": door, "optional": True}}})
    assert generated(tmp_path, given)["shapes"] == {
        "Shop": {"door": ["nested", "map", "o", "Shop.door"]},
        "Shop.door": {"name": ["string", "r"]},
    }


def test_equal_blocks_of_a_type_are_kept_once_under_the_shortest_path(tmp_path: Path) -> None:
    deep = {"block_types": {"door": block("list", shop())}}
    given = provider_schema(
        aws_shop={"block_types": {"annex": block("list", deep), "window": block("set", shop(), max_items=1)}}
    )
    assert generated(tmp_path, given)["shapes"] == {
        "Shop": {"annex": ["list", 0, 0, "Shop.annex"], "window": ["set", 0, 1, "Shop.window"]},
        "Shop.annex": {"door": ["list", 0, 0, "Shop.window"]},
        "Shop.window": {"name": ["string", "r"]},
    }


def test_a_new_type_changes_no_line_of_the_others(tmp_path: Path) -> None:
    body = {"block_types": {"door": block("list", shop())}}
    given = provider_schema(aws_shop=body, aws_annex=body)
    generated(tmp_path, given)
    before = (tmp_path / "schema.json").read_text().replace("\n}", ",\n}").splitlines()
    generated(tmp_path, given, TYPES + "aws_annex\n")
    after = (tmp_path / "schema.json").read_text().replace("\n}", ",\n}").splitlines()
    assert [line for line in after if line not in before] == [
        '"aws_annex":"Annex",',
        '"Annex":{"door":["list",0,0,"Annex.door"]},',
        '"Annex.door":{"name":["string","r"]},',
    ]
    assert [line for line in before if line not in after] == []


def test_a_deprecated_block_is_noted_with_the_shape_that_has_it(tmp_path: Path) -> None:
    given = provider_schema(aws_shop={"block_types": {"door": block("list", {**shop(), "deprecated": True})}})
    assert generated(tmp_path, given)["deprecated_blocks"] == {"Shop": ["door"]}


def test_the_order_of_the_input_does_not_matter(tmp_path: Path) -> None:
    names = ["aws_z", "aws_y", "aws_x", "aws_a", "aws_b"]
    body = {"block_types": {name: block("list", shop()) for name in names}, **shop(z=attribute("string"))}
    texts = set()
    for turns in range(3):
        types = "provider hashicorp/aws 9.8.7\n" + "\n".join(turned(names, turns))
        generated(tmp_path, turned(provider_schema(**dict.fromkeys(names, body)), turns), types)
        texts.add((tmp_path / "schema.json").read_text() + (tmp_path / "aws.pyi").read_text())
    assert len(texts) == 1


def turned(value: Any, turns: int) -> Any:
    """The same value with the first keys of every dict, or items of a list, moved to the end."""
    if isinstance(value, list):
        return value[turns:] + value[:turns]
    if not isinstance(value, dict):
        return value
    return {key: turned(value[key], turns) for key in turned(list(value), turns)}


def test_check_is_silent_when_the_files_are_as_generated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generated(tmp_path, provider_schema(aws_shop=shop()))
    assert run(tmp_path, "--check") == 0
    assert capsys.readouterr() == ("", "")


def test_check_lists_what_differs_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generated(tmp_path, provider_schema(aws_shop=shop(a=attribute("string"), b=attribute("bool", optional=True))))
    before = (tmp_path / "schema.json").read_text()
    changed = provider_schema(aws_shop=shop(b=attribute("bool", required=True), c=attribute("number")))
    (tmp_path / "given.json").write_text(json.dumps(changed))
    assert run(tmp_path, "--check") == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/schema.json: shapes.Shop.a is not in the provider's schema, or not wanted any more\n"
        f'{tmp_path}/schema.json: shapes.Shop.b is ["bool","o"], the provider has ["bool","r"]\n'
        f"{tmp_path}/schema.json: shapes.Shop.c is missing\n"
        f"{tmp_path}/aws.pyi does not belong to this schema\n"
        "write both files with: python -m resources.generate SCHEMA.json\n"
    )
    assert (tmp_path / "schema.json").read_text() == before


def test_check_notices_another_layout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = generated(tmp_path, provider_schema(aws_shop=shop()))
    (tmp_path / "schema.json").write_text(json.dumps(found, indent=1))
    assert run(tmp_path, "--check") == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/schema.json is not laid out as generated\n"
        "write both files with: python -m resources.generate SCHEMA.json\n"
    )


def test_check_notices_a_schema_that_is_not_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generated(tmp_path, provider_schema(aws_shop=shop()))
    (tmp_path / "schema.json").write_text("<<<<<<< HEAD\n")
    assert run(tmp_path, "--check") == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/schema.json is not JSON: Expecting value: line 1 column 1 (char 0)\n"
    )


def test_types_the_provider_lacks_are_all_named_with_near_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "types.txt").write_text("provider hashicorp/aws 9.8.7\naws_shops\n\naws_shop\nqqq\n")
    (tmp_path / "given.json").write_text(json.dumps(provider_schema(aws_shop=shop())))
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/types.txt:2: hashicorp/aws 9.8.7 has no aws_shops; near are aws_shop\n"
        f"{tmp_path}/types.txt:5: hashicorp/aws 9.8.7 has no qqq\n"
    )


def test_mistakes_in_types_txt_are_all_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "types.txt").write_text("aws_shop\naws_shop aws_door\naws_shop\n")
    (tmp_path / "given.json").write_text(json.dumps(provider_schema(aws_shop=shop())))
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/types.txt:2: a line must be one resource type, got 'aws_shop aws_door'\n"
        f"{tmp_path}/types.txt:3: aws_shop is already on line 1\n"
        f"{tmp_path}/types.txt:1: needs a line such as `provider hashicorp/aws 5.100.0`\n"
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"provider_schemas": {"x": {}}}', '{"provider_schemas": []}'])
def test_a_file_that_is_no_schema_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (tmp_path / "types.txt").write_text(TYPES)
    (tmp_path / "given.json").write_text(text)
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/given.json is not the output of `terraform providers schema -json`\n"
    )


def test_a_schema_of_another_provider_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "types.txt").write_text(TYPES.replace("hashicorp/aws", "hashicorp/random"))
    (tmp_path / "given.json").write_text(json.dumps(provider_schema(aws_shop=shop())))
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/given.json has no provider hashicorp/random; it has registry.terraform.io/hashicorp/aws\n"
    )


def test_a_file_that_does_not_exist_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "types.txt").write_text(TYPES)
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path}/given.json cannot be read: [Errno 2] No such file or directory: '{tmp_path}/given.json'\n"
    )


def test_the_schema_can_come_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "types.txt").write_text(TYPES)
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(provider_schema(aws_shop=shop()))))
    assert generate.main(["-", "--types", str(tmp_path / "types.txt"), "--folder", str(tmp_path)]) == 0
    assert (tmp_path / "schema.json").is_file()


def test_the_committed_schema_is_what_types_txt_asks_for() -> None:
    wishes = generate.read_wishes(schema.SCHEMA_PATH.with_name("types.txt"))
    assert schema.schema()["provider"] == {"source": wishes.source, "version": wishes.version}
    assert sorted(schema.schema()["types"]) == sorted(wishes.types)


def test_the_schema_is_of_the_provider_version_that_is_installed() -> None:
    assert schema.schema()["provider"]["version"] == AWS_PROVIDER_VERSION


def test_the_committed_schema_is_laid_out_as_generated() -> None:
    assert schema.SCHEMA_PATH.read_text() == generate.schema_text(schema.schema())


def test_types_txt_is_sorted_within_its_groups() -> None:
    for group in schema.SCHEMA_PATH.with_name("types.txt").read_text().split("\n\n"):
        types = [line for line in group.splitlines() if line.startswith("aws_")]
        assert types == sorted(types)


def test_no_attribute_of_a_resource_is_hidden_by_the_class() -> None:
    own = {name for name in {*dir(Resource), *Resource.__annotations__} if not name.startswith("_")}
    hidden = [
        f"{terraform_type}.{name}"
        for terraform_type in schema.schema()["types"]
        for name in schema.shape_of_type(terraform_type)
        if name in own
    ]
    assert hidden == []
