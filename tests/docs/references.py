"""What a document names, and what of it does not exist: links, files, tests, commands with their options, make targets."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from scripts.cli import VERBS, load

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TEST = re.compile(r"\b(tests/[\w./-]*\w)(?![\w<])((?:::\w+)*)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
END_OF_COMMAND = re.compile(r" [|;#&>]|;")
ALTERNATIVES = re.compile(r"stackwright \w+(?: \| \w+)+")


@dataclass(frozen=True)
class Document:
    """A Markdown file of a repository."""

    path: Path
    repository: Path

    @property
    def text(self) -> str:
        return self.path.read_text()


def code(text: str) -> Iterator[str]:
    """Code spans, and the lines of code blocks, each on one line."""
    for block in FENCE.findall(text):
        yield from (line.removeprefix("$ ") for line in block.splitlines()[1:-1])
    for span in SPAN.findall(FENCE.sub("", text)):
        yield " ".join(span.split())


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives the headings of a text."""
    found: list[str] = []
    for heading in HEADING.findall(FENCE.sub("", text)):
        plain = LINK.sub(lambda link: link[0][1:].partition("]")[0], heading)
        slug = re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
        found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
    return set(found)


def broken_links(document: Document) -> list[str]:
    """Relative links to files or headings that are not there."""
    wrong = []
    for link in LINK.findall(FENCE.sub("", document.text)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = document.path.parent / name if name else document.path
        if not target.exists():
            wrong.append(f"{link}: no such file")
        elif anchor and anchor not in anchors(target.read_text()):
            wrong.append(f"{link}: no such heading")
    return wrong


def missing_tests(document: Document) -> list[str]:
    """Test files, folders and functions that do not exist."""
    wrong = []
    for name, inner in TEST.findall(document.text):
        path = document.repository / name
        if not path.exists():
            wrong.append(f"{name}: no such file")
            continue
        for part in filter(None, inner.split("::")):
            if not re.search(rf"^\s*(?:def|class) {part}\b", path.read_text(), re.MULTILINE):
                wrong.append(f"{name}{inner}: no such test")
    return wrong


def missing_files(document: Document) -> list[str]:
    """Files in code spans, by their path from the repository's root, that do not exist."""
    folders = "|".join(
        re.escape(path.parent.name)
        for path in document.repository.glob("*/*")
        if path.parent.name not in ("cdktf.out", ".stackwright")  # what commands make, there or not
    )
    paths = re.compile(rf"(?:{folders})(?:/[\w.-]+)+/?")
    return [
        f"{span}: no such file"
        for span in SPAN.findall(FENCE.sub("", document.text))
        if paths.fullmatch(span) and not (document.repository / span).exists()
    ]


def wrong_commands(document: Document) -> list[str]:
    """Calls of stackwright whose verb or option does not exist; in a table, options in the row of a call are its own."""
    wrong: list[str] = []
    for line in code(document.text):
        if ALTERNATIVES.fullmatch(line):
            wrong += [f"{line}: {verb} is not a verb" for verb in re.findall(r"\w+", line)[1:] if verb not in VERBS]
        elif line.startswith("stackwright "):
            wrong += _faults(_words(line))
    for row in re.findall(r"^\| `stackwright .*$", document.text, re.MULTILINE):
        first, *others = SPAN.findall(row)
        verb = _words(first)[:1]
        wrong += [fault for span in others if span.startswith("--") for fault in _faults(verb + _words(f"- {span}"))]
    return wrong


def _words(line: str) -> list[str]:
    return shlex.split(END_OF_COMMAND.split(line)[0])[1:]


def _faults(words: list[str]) -> list[str]:
    if not words or words[0].startswith(("<", "-")):
        return []
    verb, *arguments = words
    if verb not in VERBS:
        return [f"{verb} is not a verb"]
    command: Any = typer.main.get_command(load(verb))
    if hasattr(command, "commands"):
        inner = arguments[0] if arguments else ""
        if inner not in command.commands:
            return [f"{verb} has no {inner or 'call without a word'}"]
        command = command.commands[inner]
    known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)} | {"--help"}
    given = [each.partition("=")[0] for each in arguments if each.startswith("--")]
    return [f"{verb} has no {each}" for each in given if each not in known]


def missing_targets(document: Document) -> list[str]:
    """Targets of make that the Makefile does not have."""
    known = set(re.findall(r"^([\w-]+):", (document.repository / "Makefile").read_text(), re.MULTILINE))
    called = [line for line in code(document.text) if line.startswith("make ")]
    named = [word for line in called for word in END_OF_COMMAND.split(line)[0].split()[1:] if "=" not in word]
    return [f"make has no {word}" for word in named if word not in known]
