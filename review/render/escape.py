"""Texts of strangers inside Markdown, so that nothing in them is markup, a mention or a link."""

import re
from typing import Final

from review.markup import escape
from review.render.words import plain

MARKUP: Final = re.compile(r"[\\`*_\[\]#!|~:@$<>&'\"]|(?<=[wW]{3})\.")
"""What Markdown, HTML, GitHub's links and its mathematics are written with, and the point of `www.`."""
REFERENCE: Final = re.compile(r"&#64;|&#35;")
"""An `@` or a `#`, which GitHub links even where they are written as entities, unless they stand in code."""
ZERO_WIDTH_SPACE: Final = "&#8203;"


def code(text: str) -> str:
    """The text as code."""
    return f"<code>{_entities(text)}</code>"


def prose(text: str) -> str:
    """The text as it is, but for what GitHub would make of it."""
    return REFERENCE.sub(lambda found: found[0] + ZERO_WIDTH_SPACE, _entities(text))


def preformatted(text: str) -> str:
    """The text for a `<pre>`, where nothing is Markdown."""
    return escape(plain(text))


def _entities(text: str) -> str:
    return MARKUP.sub(lambda found: f"&#{ord(found[0])};", plain(text))
