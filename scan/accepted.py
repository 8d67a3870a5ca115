"""Findings that are accepted, each with its reason in a comment where the decision is.

A module decides for every environment, directly above the call that makes the resource or inside it:

    # checkov:skip=CKV_AWS_18: these are the access logs; logging access to them would never end
    aws.S3Bucket(self, "access_logs", ...)

An environment decides for itself, in its tfvars file beside the value:

    log_retention_days = 180 # checkov:skip=CKV_AWS_338: six months are what the owners ask for

Lines of comment that follow go on with the reason. checkov itself reads such comments in HCL only.
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
    """A check that may fail, for what a line of Python makes or in one environment."""

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


def in_settings(repository: Path, tfvars_path: str) -> dict[str, Accepted]:
    """Check id -> what an environment accepts for all its resources."""
    comments: dict[int, _Comment] = {}
    for number, line in enumerate((repository / tfvars_path).read_text().splitlines(), 1):
        match, alone = SKIP.search(line), line.lstrip().startswith("#")
        if match or alone:
            comments[number] = _Comment(match.group() if match else line.strip(), alone)
    return {accepted.check: accepted for accepted in _accepted(tfvars_path, comments)}


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
