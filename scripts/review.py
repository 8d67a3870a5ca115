"""`stackwright review`: a plan, judged."""

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from review.collector import collection_paused
from review.model import Severity
from scripts.base.any_plan import STANDARD_INPUT, from_file, is_json, planned
from scripts.base.boundary import UsageError
from scripts.base.options import Local
from scripts.base.screen import Screen, counted, is_terminal
from settings.target import Target, find_root
from toolchain.files import write_beside

if TYPE_CHECKING:
    from review.review import Review

FAILED = 1


class Format(StrEnum):
    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    SVG = "svg"
    """The picture alone."""

    @property
    def has_picture(self) -> bool:
        return self in (Format.HTML, Format.SVG)


class FailOn(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


def main(
    target_name: Annotated[
        str | None,
        typer.Argument(
            metavar="[TARGET]", help="<system>/<environment>, such as macro-ai/dev, or state.", show_default=False
        ),
    ] = None,
    plan_file: Annotated[
        Path | None,
        typer.Option(
            "--plan", metavar="FILE", help="Review this plan: JSON of any Terraform plan, or what plan --out kept."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="What is written.")] = Format.TERMINAL,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write it there.")] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option("--fail-on", help="End with 1 when a finding is so severe, or more.")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Plan without AWS: as if nothing existed yet.")] = False,
    local: Local = False,
    checkov: Annotated[
        bool, typer.Option("--checkov/--no-checkov", help="Ask checkov too, once `make scan` has installed it.")
    ] = True,
) -> int:
    """Judge what a plan would do: risks first, then cost and changes.

    With a TARGET it is planned first. `terraform show -json <plan file>` makes the JSON of any other plan; --plan -
    reads it from standard input.

    Examples:
    stackwright review macro-ai/dev --offline
    stackwright review macro-ai/prod --format html --out review.html --fail-on high
    terraform show -json x.tfplan | stackwright review --plan -
    """
    if target_name is None and plan_file is None:
        raise UsageError("review takes a TARGET to plan, or --plan FILE")
    if offline and (local or plan_file):
        raise UsageError("--offline plans without AWS and a state, so --local and --plan do not go with it")
    if target_name is None and local:
        raise UsageError("--local plans a TARGET, and none is named")
    with collection_paused():
        if target_name is None:
            assert plan_file is not None
            found = _of_file(plan_file, picture=form.has_picture)
        else:
            found = _of_target(target_name, plan_file, offline, local, picture=form.has_picture, checkov=checkov)
        _write(found, form, out)
        return _exit_code(found, fail_on)


def _of_file(file: Path, *, picture: bool) -> "Review":
    from scripts.base.reviewing import reviewed_alone

    return reviewed_alone(from_file(file), "standard input" if file == STANDARD_INPUT else str(file), picture=picture)


def _of_target(name: str, file: Path | None, offline: bool, local: bool, *, picture: bool, checkov: bool) -> "Review":
    from scripts.base.checkov_findings import checkov_findings, program
    from scripts.base.reviewing import reviewed
    from scripts.base.settings import load

    root = find_root(Path.cwd())
    target = Target.existing(name, root)
    if file is not None and is_json(file):
        return reviewed(from_file(file), target, root, picture=picture)
    plan = planned(target, root, file, offline=offline, local=local)
    # checkov's checks are those of production: `make scan` holds no other target to them either.
    is_held = getattr(load(target, root).settings, "deletion_protection", True)
    installed = program(root) if checkov and is_held else None
    more = []
    if installed is not None:
        with Screen().step("checkov") as step:
            more = checkov_findings(installed, target, root)
            step.result = counted(len(more), "finding")
    return reviewed(plan, target, root, picture=picture, more=more)


def _write(found: "Review", form: Format, out: Path | None) -> None:
    if form is Format.TERMINAL and out is None:
        from review.render.terminal import write

        write(found, sys.stdout, colours=is_terminal(sys.stdout))
        return
    text = _rendered(found, form)
    if out is None:
        sys.stdout.write(text)
    else:
        # What a plan holds is not for everybody who can log in here.
        write_beside(out, text, mode=0o600)
        Screen().notice(f"the review is in {out}")


def _rendered(found: "Review", form: Format) -> str:
    if form is Format.MARKDOWN:
        from review.render.markdown import render

        return render(found)
    if form is Format.HTML:
        from review.render.html import html

        return html(found)
    if form is Format.SVG:
        return found.picture or ""
    if form is Format.JSON:
        import json

        from review.render.as_json import document

        return f"{json.dumps(document(found), indent=2)}\n"
    from review.render.terminal import write

    text = io.StringIO()
    write(found, text, colours=False)
    return text.getvalue()


def _exit_code(found: "Review", fail_on: FailOn | None) -> int:
    if fail_on is None:
        return 0
    least = Severity[fail_on.name]
    severe = sum(finding.severity >= least for finding in found.findings)
    if severe:
        Screen().notice(f"{counted(severe, 'finding')} of severity {fail_on} or worse")
    return FAILED if severe else 0
