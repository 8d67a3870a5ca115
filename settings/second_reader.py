"""python-hcl2 as a second opinion on a text that is about to be written.

An edit that our own reader and an independent one read alike is not a slip of ours. See docs/decisions/0003.
"""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from settings.syntax import Value

STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(?:#|//)[^\n]*')
UNREADABLE = re.compile(r"[=:][ \t]*/\*")
"""A comment between a name and its value, which python-hcl2 8.1.4 cannot read although Terraform can."""
POWER_OF_TEN = re.compile(r"\$\{(-?[0-9.]+[eE][+-]?[0-9]+)\}")
"""How it gives a number such as 1e3: as an expression."""


def agrees(text: str, values: Mapping[str, Value]) -> bool:
    """Whether python-hcl2 reads these values too; True for a text that it is known not to be able to read.

    Takes 0.25 s of CPU, mostly the import, so only commands that write a file ask.
    """
    if UNREADABLE.search(STRING_OR_COMMENT.sub('""', text)):
        return True
    import hcl2
    from lark.exceptions import LarkError

    options = hcl2.SerializationOptions(strip_string_quotes=True, explicit_blocks=False, with_comments=False)
    try:
        return _same(hcl2.loads(text, serialization_options=options), values)
    except (LarkError, RecursionError):
        return False


def _same(read: Any, value: Any) -> bool:
    """Equal, where python-hcl2 leaves escapes of templates and Unicode as they are written."""
    if isinstance(read, dict) and isinstance(value, Mapping):
        plain = {_text(key): one for key, one in read.items()}
        return plain.keys() == value.keys() and all(_same(plain[key], value[key]) for key in plain)
    if isinstance(read, list) and isinstance(value, list):
        return len(read) == len(value) and all(_same(*pair) for pair in zip(read, value, strict=True))
    if isinstance(read, bool) or isinstance(value, bool):
        return read is value
    if isinstance(read, str) and isinstance(value, int | float):
        number = POWER_OF_TEN.fullmatch(read)
        return number is not None and float(Decimal(number[1])) == value
    return (_text(read) if isinstance(read, str) else read) == value


def _text(read: str) -> str:
    """A string as Terraform has it: `$${` is `${`, and letters with their accents are one character."""
    return unicodedata.normalize("NFC", re.sub(r"([$%])\1\{", r"\1{", read))
