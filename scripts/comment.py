"""`stackwright comment`: a review as a comment of a pull request."""

import os
from pathlib import Path
from typing import Annotated

import typer

from scripts.base.screen import Screen
from toolchain.errors import UserError
from toolchain.github import LONGEST_COMMENT, Github


def main(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text in Markdown.")],
    pull_request: Annotated[int, typer.Option("--pull-request", metavar="NUMBER", min=1)],
    about: Annotated[str, typer.Option(help="What it is about, such as a target. One comment for each.")],
) -> int:
    """Write a file as a comment of a pull request, in the place of the earlier one about the same.

    GITHUB_REPOSITORY and GITHUB_TOKEN must be set, as a workflow sets them.

    Examples:
    stackwright comment review.md --pull-request 12 --about macro-ai/dev
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    marker = f"<!-- stackwright comment about {about} -->"
    body = f"{marker}\n{text}"
    if len(body) > LONGEST_COMMENT:
        raise UserError(f"{file} has {len(text)} characters; GitHub takes comments of at most {LONGEST_COMMENT}.")
    is_new = Github.of(os.environ).put_comment(pull_request, marker, body)
    Screen().say(f"The comment about {about} on #{pull_request} is {'new' if is_new else 'up to date'}.")
    return 0
