"""Every setting there is, as paths in which * stands for a name that the writer of a file chooses."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from settings.problem import KeyPath

ANY_NAME = "*"
ALL_INSIDE = "**"
SettingPath = tuple[str, ...]
"""("services", "*", "image")"""


def setting_paths(model: type[BaseModel]) -> list[SettingPath]:
    """The single values and the sections of a model, each once, in the order in which it names them."""
    return list(dict.fromkeys(path for path, _ in _walk(model, ())))


def single_values(model: type[BaseModel]) -> list[SettingPath]:
    """Those of `setting_paths` that hold a text, a number, true or false, or a list of them."""
    return list(dict.fromkeys(path for path, is_section in _walk(model, ()) if not is_section))


def _walk(annotation: Any, path: SettingPath) -> Iterator[tuple[SettingPath, bool]]:
    """Each path with whether it is a section."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from _walk(arguments[0], path)
    elif get_origin(annotation) in (Union, UnionType):
        for member in arguments:
            if member is not NoneType:
                yield from _walk(member, path)
    elif get_origin(annotation) is dict:
        yield path, True
        yield from _walk(arguments[1], (*path, ANY_NAME))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if path:
            yield path, True
        for name, field in annotation.model_fields.items():
            yield from _walk(field.annotation, (*path, name))
    else:
        yield path, False


def covers(pattern: str, path: KeyPath) -> bool:
    """Whether a pattern such as services.*.image or budget.** means the setting at `path`, or one like it.

    `path` may be the key of a value in a file or one of `setting_paths`.
    """
    parts = pattern.split(".")
    if parts[-1] == ALL_INSIDE:
        parts.pop()
        path = path[: len(parts)]
    return len(parts) == len(path) and all(
        ANY_NAME in (part, name) or part == name for part, name in zip(parts, path, strict=True)
    )
