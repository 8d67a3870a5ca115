"""Findings that a module accepts, each with its reason in a comment beside the resource.

    # checkov:skip=CKV_AWS_18: these are the access logs; logging access to them would never end
    aws.S3Bucket(self, "access_logs", ...)

The comment stands directly above the call that makes the resource or inside it; lines of comment that follow go on with
the reason. checkov itself reads such comments in HCL only.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SKIP = re.compile(r"#\s*checkov:skip=(?P<check>\w+)(?::\s*(?P<reason>.*))?")


@dataclass(frozen=True, order=True)
class Accepted:
    """A check that may fail for what a line of Python makes."""

    file: str
    line: int
    """Of the comment."""
    check: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.check}"


def beside(repository: Path, source: str) -> dict[str, Accepted]:
    """Check id -> what is accepted for the resource made at `source`, such as modules/network/construct.py:31."""
    file, _, line = source.rpartition(":")
    first, last = _call(repository / file, int(line))
    comments = _comments(repository / file)
    while first - 1 in comments and comments[first - 1].alone:
        first -= 1
    found = _accepted(file, {number: comments[number] for number in range(first, last + 1) if number in comments})
    return {accepted.check: accepted for accepted in found}


@dataclass(frozen=True)
class _Comment:
    text: str
    alone: bool
    """Whether nothing else is on its line."""


def _accepted(file: str, comments: Mapping[int, _Comment]) -> Iterator[Accepted]:
    for number, comment in comments.items():
        match = SKIP.fullmatch(comment.text)
        if not match:
            continue
        reason = [match["reason"] or ""]
        following = number + 1
        while following in comments and comments[following].alone and not SKIP.fullmatch(comments[following].text):
            reason.append(comments[following].text.lstrip("# "))
            following += 1
        yield Accepted(file, number, match["check"], " ".join(reason).strip())


def _call(path: Path, line: int) -> tuple[int, int]:
    """The first and last line of the call that starts on a line; of the line itself where there is none."""
    return line, max((last for first, last in _calls(path) if first == line), default=line)


@cache
def _calls(path: Path) -> tuple[tuple[int, int], ...]:
    tree = ast.parse(path.read_text())
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tuple((node.lineno, node.end_lineno or node.lineno) for node in nodes)


@cache
def _comments(path: Path) -> Mapping[int, _Comment]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
    return {
        token.start[0]: _Comment(token.string, token.line[: token.start[1]].strip() == "")
        for token in tokens
        if token.type == tokenize.COMMENT
    }
