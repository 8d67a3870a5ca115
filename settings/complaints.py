"""Pydantic's errors in the words of the person who wrote the file."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from modules.base.inputs import FINDING, Inputs, one_of, shown
from settings.problem import KeyPath, dotted

WANTED_TYPES = {
    "string_type": "a string in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a map { ... }",
    "model_type": "a map { ... }",
    "model_attributes_type": "a map { ... }",
    "dataclass_type": "a map { ... }",
    "tuple_type": "a list [ ... ]",
    "list_type": "a list [ ... ]",
    "frozen_set_type": "a list [ ... ]",
}
BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("more than", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("less than", "lt"),
}
LENGTHS = {
    "too_short": ("at least", "min_length"),
    "too_long": ("at most", "max_length"),
    "string_too_short": ("at least", "min_length"),
    "string_too_long": ("at most", "max_length"),
}


@dataclass(frozen=True)
class Complaint:
    """A key of the settings and what is wrong with it; the file and line are added by whoever knows them."""

    key: KeyPath
    text: str

    def __str__(self) -> str:
        return f"{dotted(self.key)} {self.text}"


def complaints(error: ValidationError, model: type[BaseModel]) -> list[Complaint]:
    """Every error of a validation, in the order of the model's fields."""
    return [_complaint(details, model) for details in error.errors(include_url=False) if not _is_echo(details)]


def unknown(name: str, known: Iterable[str]) -> str:
    """'is not a setting; did you mean instance_class?', or what there is when nothing is near."""
    known = sorted(known)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"is not a setting; did you mean {near[0]}?"
    return f"is not a setting; here are {', '.join(known)}" if known else "is not a setting; nothing can be set here"


def _complaint(details: ErrorDetails, model: type[BaseModel]) -> Complaint:
    key, around, at = _walked(model, details["loc"])
    kind, got, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return Complaint(key, unknown(str(key[-1]), _field_names(around)))
    if kind == "missing":
        return Complaint(key, f"is required: {_description(around, str(key[-1]))}")
    if kind == "union_tag_not_found":
        return Complaint((*key, "kind"), f"is required: {_one_of_tags(at)}")
    if kind == "union_tag_invalid":
        return Complaint((*key, "kind"), f"must be {_one_of_tags(at)}, got {_got(got.get('kind'))}")
    return Complaint(key, _text(kind, got, context, details["msg"]))


def _is_echo(details: ErrorDetails) -> bool:
    """Pydantic counts only the valid elements of a list: "too short" may just repeat that an element is wrong."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _text(kind: str, got: Any, context: Mapping[str, Any], fallback: str) -> str:
    if kind == FINDING:
        return context["text"]
    if kind in WANTED_TYPES:
        return f"must be {WANTED_TYPES[kind]}, got {_got(got)}"
    if kind == "literal_error":
        return f"must be {_choices(context['expected'])}, got {_got(got)}"
    if kind in BOUNDS:
        words, bound = BOUNDS[kind]
        return f"must be {words} {shown(context[bound])}, got {_got(got)}"
    if kind in LENGTHS:
        words, bound = LENGTHS[kind]
        unit = "character" if kind.startswith("string") else "element"
        count = context[bound]
        return f"must have {words} {count} {unit}{'' if count == 1 else 's'}, got {len(got)}"
    return f"is not accepted: {fallback}, got {_got(got)}"


def _choices(expected: str) -> str:
    """Pydantic writes 'a', 'b' or 'c'; we write one of "a", "b", "c"."""
    choices = expected.replace(" or ", ", ").replace("'", '"')
    return choices if "," not in choices else f"one of {choices}"


def _got(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a map"
    if isinstance(value, (list, tuple)) and len(value) > 3:
        return f"a list of {len(value)} elements"
    return shown(value)


def _walked(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[KeyPath, Any, Any]:
    """The location without union tags, the type that holds its last part, and the type at its end."""
    key: list[int | str] = []
    around: Any = None
    at: Any = model
    for part in location:
        if part == "[key]":
            continue  # pydantic's mark for "the key itself"
        at = _without_optional(at)
        if _is_tagged_union(at) and part in _tags(at):
            at = _tags(at)[str(part)]
            continue
        key.append(part)
        around, at = at, _inside(at, part)
    return tuple(key), around, _without_optional(at)


def _inside(annotation: Any, part: int | str) -> Any:
    if _is_model(annotation):
        field = annotation.model_fields.get(part)
        return _annotation(field) if field else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if arguments else None


def _annotation(field: FieldInfo) -> Any:
    """The field's type, with its discriminator kept beside it."""
    if field.discriminator is None:
        return field.annotation
    return Annotated[field.annotation, field]  # ty: ignore[invalid-type-form] - a type made at run time


def _without_optional(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        return _without_optional(members[0]) if len(members) == 1 else annotation
    if get_origin(annotation) is Annotated and not _is_tagged_union(annotation):
        return _without_optional(get_args(annotation)[0])
    return annotation


def _is_tagged_union(annotation: Any) -> bool:
    return get_origin(annotation) is Annotated and any(
        isinstance(extra, FieldInfo) and extra.discriminator for extra in get_args(annotation)[1:]
    )


def _tags(annotation: Any) -> dict[str, Any]:
    """Tag -> member of a union that is told apart by `kind`."""
    members = get_args(get_args(annotation)[0])
    return {
        tag: member
        for member in members
        if _is_model(member)
        for tag in get_args(member.model_fields["kind"].annotation)
    }


def _one_of_tags(annotation: Any) -> str:
    return one_of(tuple(shown(tag) for tag in _tags(annotation)))


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _field_names(annotation: Any) -> Iterator[str]:
    if _is_model(annotation):
        yield from annotation.model_fields


def _description(annotation: Any, name: str) -> str:
    """The first sentence of the field's docstring, which says what to write."""
    meanings = annotation.meanings() if _is_model(annotation) and issubclass(annotation, Inputs) else {}
    description = meanings.get(name, "it has no default")
    first = description.replace("\n", " ").split(". ")[0].rstrip(".")
    is_acronym = first[1:2].isupper() or first[1:2].isdigit()
    return first if is_acronym else first[:1].lower() + first[1:]
