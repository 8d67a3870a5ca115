import ast
from typing import Any

from resources import schema
from resources.stub import HEADER, render

PROVIDER = {"source": "hashicorp/aws", "version": "9.8.7"}


def stub(shapes: dict[str, Any], **deprecated_blocks: list[str]) -> str:
    """The stub of aws_shop, without the part that is the same in every stub."""
    text = render(
        {
            "provider": PROVIDER,
            "types": {"aws_shop": "Shop"},
            "shapes": shapes,
            "deprecated_blocks": deprecated_blocks,
        }
    )
    ast.parse(text)
    return text.removeprefix(HEADER.format(**PROVIDER))


def arguments(**fields: list[Any]) -> list[str]:
    """The lines for the arguments of aws_shop, apart from those that every resource takes."""
    shapes = {"Shop": fields, "Shop.door": {"name": ["string", "r"]}}
    lines = stub(shapes).partition("        *,\n")[2].splitlines()
    return [line.strip() for line in lines[: lines.index("        lifecycle: Lifecycle = ...,")]]


def test_a_resource_has_attributes_to_read_and_keyword_arguments_to_set() -> None:
    shapes = {"Shop": {"arn": ["string", "c"], "name": ["string", "r"], "area": ["number", "o"]}}
    assert stub(shapes) == (
        "\n"
        "class Shop(Resource):\n"
        "    area: Ref\n"
        "    arn: Ref\n"
        "    name: Ref\n"
        "    def __init__(\n"
        "        self,\n"
        "        _scope: Scope,\n"
        "        _local_name: str = ...,\n"
        "        /,\n"
        "        *,\n"
        "        name: Str,\n"
        "        area: Num = ...,\n"
        "        lifecycle: Lifecycle = ...,\n"
        "        depends_on: Sequence[Resource] = ...,\n"
        "        provider: str = ...,\n"
        "        count: Num = ...,\n"
        "        for_each: Mapping[str, Any] | Ref = ...,\n"
        "    ) -> None: ...\n"
    )


def test_a_block_is_a_typed_dict() -> None:
    shapes = {
        "Shop": {"front_door": ["list", 0, 0, "Shop.front_door"]},
        "Shop.front_door": {"name": ["string", "r"], "open": ["bool", "o"], "arn": ["string", "c"]},
    }
    assert stub(shapes).startswith(
        "\nclass ShopFrontDoorBlock(TypedDict, total=False):\n    name: Required[Str]\n    open: Bool\n\nclass Shop(R"
    )


def test_a_block_without_arguments_is_an_empty_typed_dict() -> None:
    shapes = {"Shop": {"door": ["list", 0, 1, "Shop.door"]}, "Shop.door": {}}
    assert stub(shapes).startswith("\nclass ShopDoorBlock(TypedDict, total=False):\n    pass\n")


def test_keywords_are_keys_of_blocks_but_no_arguments() -> None:
    shapes = {
        "Shop": {"from": ["string", "o"], "door": ["list", 0, 0, "Shop.door"]},
        "Shop.door": {"and": ["string", "r"], "not": ["string", "o"]},
    }
    text = stub(shapes)
    assert text.startswith(
        '\nShopDoorBlock = TypedDict(\n    "ShopDoorBlock",\n    {\n'
        '        "and": Required[Str],\n        "not": Str,\n    },\n    total=False,\n)\n'
    )
    assert "from" not in text


def test_blocks_with_the_same_name_in_python_stay_apart() -> None:
    shapes = {
        "Shop": {"a_b": ["list", 0, 0, "Shop.a_b"], "a": ["list", 0, 0, "Shop.a"]},
        "Shop.a": {"b": ["list", 0, 0, "Shop.a.b"]},
        "Shop.a.b": {"x": ["string", "o"]},
        "Shop.a_b": {"y": ["string", "o"]},
    }
    text = stub(shapes)
    assert "class ShopABBlock(TypedDict, total=False):\n    x: Str\n" in text
    assert "class ShopABBlock_(TypedDict, total=False):\n    y: Str\n" in text


def test_values() -> None:
    assert arguments(
        a=["string", "o"],
        b=["number", "oc"],
        c=["bool", "r"],
        d=["dynamic", "o"],
        e=[["list", "string"], "o"],
        f=[["set", "number"], "o"],
        g=[["map", ["list", "string"]], "o"],
        h=[["tuple", ["string", "bool"]], "o"],
    ) == [
        "c: Bool,",
        "a: Str = ...,",
        "b: Num = ...,",
        "d: Any = ...,",
        "e: Strs = ...,",
        "f: Values[Num] = ...,",
        "g: Map[Strs] = ...,",
        "h: Values[Any] = ...,",
    ]


def test_blocks() -> None:
    assert arguments(
        a=["single", 0, 0, "Shop.door"],
        b=["list", 1, 1, "Shop.door"],
        c=["set", 0, 5, "Shop.door"],
        d=["map", 0, 0, "Shop.door"],
        e=["group", 0, 0, "Shop.door"],
    ) == [
        "b: Block[ShopDoorBlock],",
        "a: Block[ShopDoorBlock] = ...,",
        "c: Blocks[ShopDoorBlock] = ...,",
        "d: BlockMap[ShopDoorBlock] = ...,",
        "e: Block[ShopDoorBlock] = ...,",
    ]


def test_nested_attributes() -> None:
    assert arguments(
        a=["nested", "single", "o", "Shop.door"],
        b=["nested", "list", "r", "Shop.door"],
        c=["nested", "map", "oc", "Shop.door"],
        d=["nested", "single", "c", "Shop.door"],
    ) == [
        "b: Values[ShopDoorBlock | Ref],",
        "a: ShopDoorBlock | Ref = ...,",
        "c: Map[ShopDoorBlock | Ref] = ...,",
    ]


def test_objects_are_typed_dicts_that_need_every_attribute() -> None:
    inner = ["object", {"open": "bool"}]
    shapes = {"Shop": {"door": [["list", ["object", {"name": "string", "hours": inner}]], "o"]}}
    text = stub(shapes)
    assert text.startswith(
        "\nclass ShopDoorObject(TypedDict):\n    hours: ShopDoorObjectHours | Ref\n    name: Str\n"
        "\nclass ShopDoorObjectHours(TypedDict):\n    open: Bool\n"
    )
    assert "        door: Values[ShopDoorObject | Ref] = ...,\n" in text


def test_what_is_deprecated_is_left_out_unless_it_is_required() -> None:
    shapes = {
        "Shop": {
            "a": ["string", "od"],
            "b": ["string", "cd"],
            "c": ["string", "rd"],
            "door": ["list", 0, 0, "Shop.door"],
        },
        "Shop.door": {"name": ["string", "r"]},
    }
    text = stub(shapes, Shop=["door"])
    assert "        c: Str,\n        lifecycle" in text
    assert not [name for name in ("a", "b", "door") if f" {name}:" in text]


def test_a_write_only_argument_cannot_be_read() -> None:
    text = stub({"Shop": {"key_wo": ["string", "ow"]}})
    assert "        key_wo: Str = ...,\n" in text
    assert "    key_wo: Ref\n" not in text


def test_the_committed_stub_belongs_to_the_committed_schema() -> None:
    assert schema.SCHEMA_PATH.with_name("aws.pyi").read_text() == render(schema.schema())
