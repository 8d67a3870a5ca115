"""Patterns of paths: ** for any folders, * for any part of a name, ? for a letter."""

import re
from functools import cache

_PIECES = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|[^*?]+")
_MEANINGS = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def means(pattern: str, path: str) -> bool:
    """Whether the pattern means the whole path."""
    return _compiled(pattern).fullmatch(path) is not None


def spelt(pattern: str) -> int:
    """How many characters of a path the pattern spells out."""
    return len(pattern) - sum(map(pattern.count, "*?"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(
        "".join(_MEANINGS.get(piece, "") or re.escape(piece) for piece in _PIECES.findall(pattern)), re.DOTALL
    )
