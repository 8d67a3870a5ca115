"""HTML out of values, with no way to forget the escaping."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from review.markup import escape

_VOID: Final = frozenset({"meta", "input", "br"})


class Safe(str):
    """A text that is HTML. Every other text is shown as it is."""

    __slots__ = ()


Content: TypeAlias = "str | int | Iterable[Content] | None"
"""What an element may hold: texts, which are escaped unless they are Safe, numbers, nothing, and more of these."""


def element(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Safe:
    """`element("td", name, class_="muted")`. Attributes that are None or False are left out, True ones have no value.

    A trailing underscore of an attribute is dropped, and other underscores are hyphens: `aria_label`.
    """
    written = "".join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    if name in _VOID:
        return Safe(f"<{name}{written}>")
    return Safe(f"<{name}{written}>{joined(*content)}</{name}>")


def joined(*content: Content) -> Safe:
    """Content one after the other, without an element around it."""
    return Safe("".join(_written(one) for one in content))


def _attribute(key: str, value: str | int | bool) -> str:
    name = key.removesuffix("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def _written(content: Content) -> str:
    if content is None:
        return ""
    if isinstance(content, Safe):
        return content
    if isinstance(content, str | int):
        return escape(content)
    return "".join(_written(one) for one in content)
