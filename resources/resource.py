"""A resource: checked when it is made, referred to by its attributes."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

from resources import check, schema
from resources.ref import Ref, RefError, did_you_mean

if TYPE_CHECKING:
    from resources.collection import Collection

TERRAFORM_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
META_ARGUMENTS = ("count", "depends_on", "for_each", "lifecycle", "provider")


class ResourceError(ValueError):
    """Arguments that the provider's schema does not allow: a mistake in a module, named with its line."""


class Scope(Protocol):
    """Where a resource is made: a module or a stack."""

    @property
    def collection(self) -> "Collection": ...
    @property
    def prefix(self) -> str: ...
    @property
    def component(self) -> str: ...


class Lifecycle(TypedDict, total=False):
    create_before_destroy: bool
    prevent_destroy: bool
    ignore_changes: Sequence[str]
    replace_triggered_by: Sequence[str]
    precondition: Sequence[Mapping[str, Any]]
    postcondition: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class SourceLine:
    """The line of Python that made a resource."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Resource:
    """`aws.Vpc(self, "main", cidr_block=...)`: checked, collected in the stack, referred to as `vpc.id`.

    The address is the type, the scope's prefix and `local_name`; without a local name it is the prefix alone, for the
    resource that is the module's own entity. An address is a contract: rename it only together with a `moved` entry.
    """

    terraform_type: str = ""

    terraform_address: str
    source_line: SourceLine

    def __init__(self, scope: Scope, local_name: str = "", /, **arguments: Any) -> None:
        caller = sys._getframe(1)
        source = SourceLine(caller.f_code.co_filename, caller.f_lineno)
        name = "_".join(part for part in (scope.prefix, local_name) if part).replace("-", "_")
        address = f"{self.terraform_type}.{name}"
        arguments = {**scope.collection.defaults.get(self.terraform_type, {}), **arguments}
        has_instances = bool({"count", "for_each"} & set(arguments))
        self.__dict__.update(terraform_address=address, source_line=source, has_instances=has_instances)
        shape = schema.shape_of_type(self.terraform_type)
        tags = arguments.get("tags", {})
        if scope.component and "tags" in shape and isinstance(tags, Mapping):
            arguments["tags"] = {"component": scope.component, **tags}
        meta = {key: arguments.pop(key) for key in META_ARGUMENTS if key in arguments}
        found = [] if TERRAFORM_NAME.fullmatch(name) else [f"{address} is not a Terraform name"]
        found += check.problems(schema.shape_name(self.terraform_type), arguments, address)
        found += _meta_problems(shape, meta, address, scope.collection.provider_aliases)
        if found:
            raise ResourceError("\n".join(f"{source}: {problem}" for problem in found))
        if "depends_on" in meta:
            meta["depends_on"] = [resource.terraform_address for resource in meta["depends_on"]]
        scope.collection.add(self, name, plain({**arguments, **meta}))

    if not TYPE_CHECKING:  # the stub declares each attribute, so that type checkers see a wrong one

        def __getattr__(self, attribute: str) -> Ref:
            if attribute.startswith("__"):
                raise AttributeError(attribute)
            address = self.__dict__["terraform_address"]
            if self.__dict__["has_instances"]:
                raise AttributeError(f'{address} has count or for_each: write .at(key).attr("{attribute}")')
            return _attribute(self.terraform_type, address, attribute)

    def at(self, key: int | str) -> Ref:
        """One instance of a resource with count or for_each; `.attr("id")` refers to its attributes."""
        address = self.terraform_address
        if not self.__dict__["has_instances"]:
            raise RefError(f"{address} has neither count nor for_each: refer to its attributes directly")
        instance_type = {"shape": ["single", 0, 1, schema.shape_name(self.terraform_type)]}
        return Ref(address, ["map", instance_type]).at(key)

    def __setattr__(self, attribute: str, value: Any) -> None:
        raise AttributeError(f"{self.terraform_address}: arguments are set when the resource is made")


def _attribute(terraform_type: str, address: str, attribute: str) -> Ref:
    readable = {
        name: field for name, field in schema.shape_of_type(terraform_type).items() if schema.is_readable(field)
    }
    if attribute not in readable:
        raise AttributeError(f"{address} has no attribute {attribute}{did_you_mean(attribute, readable)}")
    return Ref(f"{address}.{attribute}", schema.value_type(readable[attribute]))


def resource_class(terraform_type: str, class_name: str) -> type[Resource]:
    return type(class_name, (Resource,), {"terraform_type": terraform_type, "__module__": "resources.aws"})


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that have a value: `aws.DbInstance(self, **given(kms_key_id=inputs.kms_key_id))`."""
    return {name: value for name, value in arguments.items() if value is not None}


def plain(value: Any) -> Any:
    """The same value made of what JSON has, a whole number without its point."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    return value


def _meta_problems(
    shape: schema.Shape, meta: Mapping[str, Any], address: str, provider_aliases: Iterable[str]
) -> Iterable[str]:
    yield from _lifecycle_problems(shape, meta.get("lifecycle", {}), f"{address}.lifecycle")
    for dependency in meta.get("depends_on", ()):
        if not isinstance(dependency, Resource):
            yield f"{address}.depends_on takes resources, got {dependency!r}"
    if "provider" in meta and meta["provider"] not in provider_aliases:
        known = ", ".join(sorted(provider_aliases)) or "none"
        yield f"{address}.provider must be a provider alias of this stack ({known}), got {meta['provider']!r}"
    if "count" in meta and "for_each" in meta:
        yield f"{address} has both count and for_each; Terraform takes one of them"
    if "count" in meta:
        yield from check.value_problems("number", meta["count"], f"{address}.count")
    if "for_each" in meta and not isinstance(meta["for_each"], (Mapping, Ref)):
        yield f"{address}.for_each must be a dict or a reference, got {meta['for_each']!r}"


def _lifecycle_problems(shape: schema.Shape, lifecycle: Mapping[str, Any], path: str) -> Iterable[str]:
    known = Lifecycle.__annotations__
    for name, value in lifecycle.items():
        if name not in known:
            yield f"{path}.{name} is not an argument{did_you_mean(name, known)}"
        elif name in ("create_before_destroy", "prevent_destroy") and not isinstance(value, bool):
            yield f"{path}.{name} must be a bool, got {value!r}"
        elif name == "ignore_changes":
            for ignored in value:
                top = re.split(r"[.\[]", ignored)[0]
                if top not in shape:
                    yield f"{path}.ignore_changes names {ignored}, which is no attribute{did_you_mean(top, shape)}"
