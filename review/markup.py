"""Texts of strangers inside XML and HTML."""

import re
from html import escape as _escape
from typing import Final

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of writing and so make one name look like another."""


def escape(text: object) -> str:
    """The text for element content and quoted attributes: nothing in it is markup, and it is allowed in XML 1.0."""
    return _escape(_DIRECTION.sub("\ufffd", _NOT_IN_XML.sub("\ufffd", str(text))), quote=True)
