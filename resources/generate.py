"""Reduces the provider's schema to schema.json and aws.pyi: `python -m resources.generate SCHEMA.json`.

SCHEMA.json is the output of `terraform providers schema -json` (`-` reads it from standard input); types.txt says which
provider, which version of it and which resource types are wanted. The same wishes and the same provider give the same
files, byte for byte, whatever the order of the input.

schema.json is compact, with sorted keys and one line for each type and each shape:

    {"provider": {"source": "hashicorp/aws", "version": "5.100.0"},
     "types": {"aws_ecs_service": "EcsService", ...},                             resource type -> name of its shape
     "shapes": {"EcsService": {name: field, ...}, "EcsService.load_balancer": {...}, ...},
     "deprecated_blocks": {"S3Bucket": ["cors_rule", ...], ...}}                  shape -> its deprecated blocks

A field of a shape is one of

    [type, flags]                                an argument or attribute; the type as Terraform encodes it
    [nesting_mode, min_items, max_items, shape]  a nested block; nesting_mode is single, group, list, set or map
    ["nested", nesting_mode, flags, shape]       an attribute with attributes of its own (newer providers)

where flags are letters of "rocdsw": required, optional, computed, deprecated, sensitive, write-only. Equal shapes of
one resource type are kept once, which folds the rule trees of the WAF, under the shortest path that leads to them (the
first by alphabet where several are as short). No shape is shared between types: a new type then only adds lines.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources import aws
from resources.stub import render

FLAGS = {
    "required": "r",
    "optional": "o",
    "computed": "c",
    "deprecated": "d",
    "sensitive": "s",
    "write_only": "w",
}


class GenerateError(Exception):
    """Input that nothing can be generated from; the text is one sentence, or one line for each unknown type."""


@dataclass(frozen=True)
class Wishes:
    """What types.txt asks for: a provider such as "hashicorp/aws", its version, and resource type -> line number."""

    source: str
    version: str
    types: Mapping[str, int]


def read_wishes(path: Path) -> Wishes:
    """The wishes in types.txt: one `provider <source> <version>` line, then one resource type a line, `#` comments."""
    provider: list[str] = []
    types: dict[str, int] = {}
    problems = []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        words = line.partition("#")[0].split()
        if len(words) == 3 and words[0] == "provider" and not provider:
            provider = words[1:]
        elif len(words) == 1 and words[0] not in types:
            types[words[0]] = number
        elif len(words) == 1:
            problems.append(f"{path}:{number}: {words[0]} is already on line {types[words[0]]}")
        elif words:
            problems.append(f"{path}:{number}: a line must be one resource type, got {line.strip()!r}")
    if not provider:
        problems.append(f"{path}:1: needs a line such as `provider hashicorp/aws 5.100.0`")
    if problems:
        raise GenerateError("\n".join(problems))
    return Wishes(provider[0], provider[1], types)


def resource_schemas(text: str, source: str, origin: str) -> dict[str, Any]:
    """Resource type -> schema, out of the text of `terraform providers schema -json`; `origin` names it in errors."""
    try:
        providers = json.loads(text)["provider_schemas"]
        found = {address: provider["resource_schemas"] for address, provider in providers.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise GenerateError(f"{origin} is not the output of `terraform providers schema -json`") from None
    for address, resources in found.items():
        # The host differs between Terraform's and OpenTofu's registry.
        if address == source or address.endswith(f"/{source}"):
            return resources
    raise GenerateError(f"{origin} has no provider {source}; it has {', '.join(sorted(found)) or 'none'}")


def reduce(wishes: Wishes, resources: Mapping[str, Any], types_path: Path) -> dict[str, Any]:
    """What schema.json holds. Raises GenerateError with one line for each type the provider does not have."""
    problems = []
    for wanted, number in wishes.types.items():
        if wanted not in resources:
            near = difflib.get_close_matches(wanted, resources, n=3)
            hint = f"; near are {', '.join(near)}" if near else ""
            problems.append(f"{types_path}:{number}: {wishes.source} {wishes.version} has no {wanted}{hint}")
    if problems:
        raise GenerateError("\n".join(problems))
    shapes: dict[str, Any] = {}
    deprecated_blocks: dict[str, Any] = {}
    for terraform_type in wishes.types:
        found = _ShapesOfType(aws.class_name(terraform_type), resources[terraform_type]["block"])
        shapes |= found.shapes()
        deprecated_blocks |= found.deprecated_blocks()
    return {
        "provider": {"source": wishes.source, "version": wishes.version},
        "types": {terraform_type: aws.class_name(terraform_type) for terraform_type in wishes.types},
        "shapes": shapes,
        "deprecated_blocks": deprecated_blocks,
    }


class _ShapesOfType:
    """The blocks of one resource type, equal ones kept once. `content` is a text that is equal for equal blocks."""

    def __init__(self, name: str, block: Mapping[str, Any]) -> None:
        self._fields: dict[str, dict[str, list[Any]]] = {}
        self._deprecated: dict[str, list[str]] = {}
        self._paths: dict[str, tuple[str, ...]] = {}
        self._add(block, (name,))
        self._names = {content: ".".join(path) for content, path in self._paths.items()}

    def _add(self, block: Mapping[str, Any], path: tuple[str, ...]) -> str:
        fields: dict[str, list[Any]] = {}
        deprecated = []
        for name, attribute in block.get("attributes", {}).items():
            flags = "".join(letter for key, letter in FLAGS.items() if attribute.get(key))
            nested = attribute.get("nested_type")
            if nested:
                fields[name] = ["nested", nested["nesting_mode"], flags, self._add(nested, (*path, name))]
            else:
                fields[name] = [attribute["type"], flags]
        for name, nested in block.get("block_types", {}).items():
            content = self._add(nested["block"], (*path, name))
            fields[name] = [nested["nesting_mode"], nested.get("min_items", 0), nested.get("max_items", 0), content]
            if nested["block"].get("deprecated"):
                deprecated.append(name)
        content = _compact([fields, sorted(deprecated)])
        self._fields[content] = fields
        self._deprecated[content] = sorted(deprecated)
        self._paths[content] = min(self._paths.get(content, path), path, key=lambda path: (len(path), path))
        return content

    def shapes(self) -> dict[str, dict[str, list[Any]]]:
        return {
            self._names[content]: {
                name: [*field[:3], self._names[field[3]]] if len(field) == 4 else field
                for name, field in fields.items()
            }
            for content, fields in self._fields.items()
        }

    def deprecated_blocks(self) -> dict[str, list[str]]:
        return {self._names[content]: blocks for content, blocks in self._deprecated.items() if blocks}


def schema_text(schema: Mapping[str, Any]) -> str:
    """The text of schema.json."""
    parts = []
    for key, part in schema.items():
        lines = ",\n".join(f"{json.dumps(name)}:{_compact(value)}" for name, value in sorted(part.items()))
        parts.append(f'"{key}":{{\n{lines}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What turns one schema into another, a line each."""
    for key in ("provider", "types", "shapes", "deprecated_blocks"):
        before, after = old.get(key, {}), new[key]
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                yield from _difference(f"{key}.{name}", before.get(name), after.get(name))


def _difference(path: str, old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}):
            if old.get(name) != new.get(name):
                yield from _difference(f"{path}.{name}", old.get(name), new.get(name))
    elif old is None:
        yield f"{path} is missing"
    elif new is None:
        yield f"{path} is not in the provider's schema, or not wanted any more"
    else:
        yield f"{path} is {_compact(old)}, the provider has {_compact(new)}"


def stale(folder: Path, schema: Mapping[str, Any]) -> list[str]:
    """What is wrong with the schema.json and aws.pyi in the folder, a line each; nothing when they are as generated."""
    schema_path, stub_path = folder / "schema.json", folder / "aws.pyi"
    problems = []
    if _text(schema_path) != schema_text(schema):
        problems = [f"{schema_path}: {line}" for line in differences(_parsed(schema_path), schema)]
        problems = problems or [f"{schema_path} is not laid out as generated"]
    if _text(stub_path) != render(schema):
        problems.append(f"{stub_path} does not belong to this schema")
    return problems and [*problems, "write both files with: python -m resources.generate SCHEMA.json"]


def main(argv: Sequence[str] | None = None) -> int:
    """Writes schema.json and aws.pyi, or with --check compares them. Returns 0, or 1 with reasons on standard error."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(prog="python -m resources.generate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("schema", metavar="SCHEMA.json", help="from `terraform providers schema -json`; - is stdin")
    parser.add_argument("--types", type=Path, default=here / "types.txt", help="wanted types (resources/types.txt)")
    parser.add_argument("--folder", type=Path, default=here, help="where schema.json and aws.pyi lie (resources)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 and list what is stale")
    options = parser.parse_args(argv)
    try:
        wishes = read_wishes(options.types)
        origin = "standard input" if options.schema == "-" else options.schema
        text = sys.stdin.read() if options.schema == "-" else _text(Path(options.schema))
        schema = reduce(wishes, resource_schemas(text, wishes.source, origin), options.types)
        problems = stale(options.folder, schema) if options.check else []
    except GenerateError as error:
        problems = [str(error)]
    if problems:
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    if not options.check:
        (options.folder / "schema.json").write_text(schema_text(schema), encoding="utf-8")
        (options.folder / "aws.pyi").write_text(render(schema), encoding="utf-8")
    return 0


def _compact(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return json.loads(_text(path))
    except ValueError as error:
        raise GenerateError(f"{path} is not JSON: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GenerateError(f"{path} cannot be read: {error}") from None


if __name__ == "__main__":
    sys.exit(main())
