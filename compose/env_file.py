"""The files that env_file of a compose service names."""

from pathlib import Path

from compose.document import Item
from compose.notes import Notes

LARGEST_BYTES = 1_000_000


def read_env_file(named: Item, folder: Path, notes: Notes) -> dict[str, Item]:
    """Its variables, each as if it stood where the file is named; none when the file cannot be read, which is noted."""
    path = folder / named.text
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise OSError
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        notes.complete(named, f"env_file {named.text}", "it cannot be read here; add its variables by hand")
        return {}
    found: dict[str, Item] = {}
    for line in lines:
        text = line.strip().removeprefix("export ").strip()
        name, equals, value = text.partition("=")
        if text and not text.startswith("#"):
            value = _value(value)
            found[name.strip()] = Item(named.line, value if equals else None, value)
    return found


def _value(text: str) -> str:
    """Without quotes, or without the comment behind it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text.partition(" #")[0].rstrip()
