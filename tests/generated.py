"""Files with generated parts: compared by default, written with --rewrite."""

import difflib
from pathlib import Path


def section(text: str, name: str, content: str) -> str:
    """`text` with the lines between `<!-- name -->` and `<!-- /first word of name -->` replaced."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name.split()[0]} -->"
    before, found, rest = text.partition(start)
    assert found, f"the marker {start.strip()} is missing"
    _, closed, after = rest.partition(end)
    assert closed, f"the marker {end} is missing"
    return f"{before}{start}\n{content}\n{end}{after}"


def compare(path: Path, expected: str, *, rewrite: bool, command: str) -> None:
    """Fails with every difference and the command that rewrites the file."""
    actual = path.read_text() if path.exists() else ""
    if rewrite and actual != expected:
        path.write_text(expected)
        actual = expected
    lines = difflib.unified_diff(actual.splitlines(), expected.splitlines(), "committed", "generated", lineterm="", n=1)
    difference = "\n".join(lines)
    assert not difference, f"{path.name} is stale; run `{command}`\n{difference}"
