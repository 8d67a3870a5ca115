"""Texts of others inside a message of ours: on one line, and with nothing in them that cannot be seen."""

import json


def in_quotes(text: str) -> str:
    """The text as a tfvars file spells it, with every character that no screen shows written out as an escape."""
    return "".join(map(_visible, json.dumps(text, ensure_ascii=False)))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
