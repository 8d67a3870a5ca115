"""A provider's schema as its typed bindings for CDK Terrain describe it.

The bindings are an npm package, so a schema can be had without the Terraform registry. They are generated from the
provider's own schema; each resource type is a folder with `index.js` (names, blocks, types) and `index.d.ts` (what is
required). They do not say what is deprecated, sensitive or write-only, nor how many blocks there may be beyond one.
"""

import json
import re
import tarfile
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.generate import GenerateError

DESCRIPTION = "package/package.json"

SCALARS = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
GETTERS = {"getStringAttribute": "string", "getNumberAttribute": "number", "getBooleanAttribute": "bool"}

STRUCT = re.compile(r"^function (\w+)ToHclTerraform\(struct\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
TOP_LEVEL = re.compile(r"^    synthesizeHclAttributes\(\) \{\n(.*?)^    \}", re.MULTILINE | re.DOTALL)
ARGUMENT = re.compile(
    r"^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false),\n +type: \"(\w+)\",\n +storageClassType: \"(\w+)\",",
    re.MULTILINE,
)
NESTED = re.compile(r"(\w+)ToHclTerraform\b")
INTERFACE = re.compile(r"^export interface (\w+)( extends cdktn[\w.]+)? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
DOCUMENTED = re.compile(r"#(\w+) [\w.#]+\}.*?readonly \w+(\??): (.*?);$", re.MULTILINE | re.DOTALL)
GETTER = re.compile(r"^    get \w+\(\) \{\n +return (?:this\.|cdktn\.\w+\(this\.)(get\w+)\('(\w+)'\)", re.MULTILINE)
COMPLEX_GETTER = re.compile(r"^        this\._\w+ = new [\w.]+\(this, \"(\w+)\"", re.MULTILINE)


@dataclass(frozen=True)
class Bindings:
    """The provider that bindings describe, and the schemas of its resource types as Terraform would print them."""

    source: str
    version: str
    schemas: Mapping[str, Any]


def read(archive: Path, wanted: Iterable[str]) -> Bindings:
    """Reads the archive that `npm pack` fetches. Types that the provider does not have are left out.

    Raises GenerateError when the file is something else.
    """
    folders = {f"package/lib/{name.partition('_')[2].replace('_', '-')}": name for name in wanted}
    files = {f"{folder}/{name}" for folder in folders for name in ("index.js", "index.d.ts")} | {DESCRIPTION}
    try:
        texts = _texts(archive, files)
        provider = json.loads(texts[DESCRIPTION])["cdktf"]["provider"]
        source, version = provider["name"].removeprefix("registry.terraform.io/"), provider["version"]
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise GenerateError(f"{archive} is not the archive of a provider's bindings: {error}") from None
    schemas = {
        name: {"block": _Resource(texts[f"{folder}/index.js"], texts[f"{folder}/index.d.ts"]).block()}
        for folder, name in folders.items()
        if f"{folder}/index.js" in texts
    }
    return Bindings(source, version, schemas)


def _texts(archive: Path, names: Set[str]) -> dict[str, str]:
    """The files of these names, in one pass: an archive cannot be read backwards."""
    texts = {}
    with tarfile.open(archive, "r|*") as file:
        for member in file:
            if member.name in names and (content := file.extractfile(member)):
                texts[member.name] = content.read().decode()
    return texts


class _Resource:
    """One resource type's two files."""

    def __init__(self, code: str, types: str) -> None:
        self._code = code
        self._structs = {_capital(name): body for name, body in STRUCT.findall(code)}
        self._documented: dict[str, dict[str, tuple[bool, str]]] = {}
        for name, extends, body in INTERFACE.findall(types):
            # The arguments of the resource itself are the only ones that extend those of every resource.
            self._documented["" if extends else name] = {
                field: (not optional, kind) for field, optional, kind in DOCUMENTED.findall(body)
            }

    def block(self) -> dict[str, Any]:
        (arguments,) = TOP_LEVEL.findall(self._code)
        attributes, blocks = self._fields(arguments, self._documented[""])
        for getter, name in GETTER.findall(self._code):
            attributes.setdefault(name, {"type": GETTERS.get(getter, "dynamic"), "computed": True})
        for name in COMPLEX_GETTER.findall(self._code):
            if name not in blocks:
                attributes.setdefault(name, {"type": "dynamic", "computed": True})
        return {"attributes": attributes, "block_types": blocks}

    def _fields(self, body: str, documented: Mapping[str, tuple[bool, str]]) -> tuple[dict[str, Any], dict[str, Any]]:
        attributes: dict[str, Any] = {}
        blocks: dict[str, Any] = {}
        for name, value, is_block, collection, storage in ARGUMENT.findall(body):
            required, kind = documented[name]
            flag = {"required" if required else "optional": True}
            struct = _capital(found[1]) if (found := NESTED.search(value)) else ""
            if struct not in self._structs:
                attributes[name] = {"type": _type(collection, storage), **flag}
                continue
            inner_attributes, inner_blocks = self._fields(self._structs[struct], self._documented[struct])
            inner = {"attributes": inner_attributes, "block_types": inner_blocks}
            mode = "single" if collection == "struct" else collection
            if is_block == "true":
                most = 0 if "[]" in kind else 1
                blocks[name] = {"nesting_mode": mode, "min_items": int(required), "max_items": most, "block": inner}
            else:
                attributes[name] = {"nested_type": {"nesting_mode": mode, **inner}, **flag}
        return attributes, blocks


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _type(collection: str, storage: str) -> Any:
    """Terraform's type of an argument: `set` and `stringList` are ["set", "string"]."""
    kind: Any = SCALARS[re.split(r"(?<=[a-z])(?=[A-Z])", storage)[0]]
    for wrapper in re.findall(r"List|Map", storage):
        kind = ["list" if wrapper == "List" else "map", kind]
    if collection in ("set", "list") and isinstance(kind, list):
        kind = [collection, kind[1]]
    return kind
