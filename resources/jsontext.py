"""JSON text for policies and container definitions that contain references."""

import json
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any


def json_text(value: Any) -> str:
    """`json.dumps`, except that the inside of `${...}` stays as it is.

    Terraform reads the text as a template first, so a quote in `${aws_subnet.a["b"].id}` must not be escaped. The order
    of keys is kept. A number or bool given as a reference stays in quotes, which AWS accepts in policies.
    """
    if isinstance(value, str):
        # str() because a Ref does not let itself be sliced.
        return '"' + "".join(_encoded(str(value))) + '"' if "${" in value else encode_basestring(str(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json_text(str(key))}: {json_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(json_text(item) for item in value) + "]"
    return json.dumps(value, allow_nan=False)


def _encoded(text: str) -> Iterator[str]:
    position = 0
    while (start := _next_interpolation(text, position)) is not None:
        yield _escaped(text[position:start])
        position = _end_of_interpolation(text, start)
        yield text[start:position]
    yield _escaped(text[position:])


def _next_interpolation(text: str, position: int) -> int | None:
    while (start := text.find("${", position)) >= 0:
        if start == 0 or text[start - 1] != "$":
            return start
        position = start + 2  # "$${" is Terraform's spelling of a literal "${"
    return None


def _end_of_interpolation(text: str, start: int) -> int:
    depth, quoted, position = 0, False, start
    while position < len(text):
        character = text[position]
        if character == "\\" and quoted:
            position += 1
        elif character == '"':
            quoted = not quoted
        elif not quoted and character == "{":
            depth += 1
        elif not quoted and character == "}":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    raise ValueError(f"an interpolation is not closed in {text!r}")


def _escaped(text: str) -> str:
    return encode_basestring(text)[1:-1]
