"""Parts of a Markdown text: sections, tables, numbered steps."""

import re


def section(text: str, title: str) -> str:
    """What stands under a heading of the second level, on one line. Raises KeyError when there is no such heading."""
    parts = dict(part.split("\n", 1) for part in text.split("\n## ")[1:])
    return " ".join(parts[title].split())


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, without heads."""
    tables = re.findall(r"^\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for table in tables for line in table.splitlines()]


def steps(text: str) -> dict[str, list[str]]:
    """Heading of a phase -> its numbered steps, each on one line."""
    phases = [part.split("\n", 1) for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith("Phase ")]
    return {
        title: [" ".join(step.split()) for step in re.split(r"^\d+\. ", body, flags=re.MULTILINE)[1:]]
        for title, body in phases
    }
