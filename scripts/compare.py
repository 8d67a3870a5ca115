"""`stackwright compare`: what do two environments deploy differently?"""

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from review.compare.aspect import Aspect
from review.compare.comparison import Comparison, compare
from review.compare.side import side
from review.render.comparison import document, lines
from scripts.base.boundary import UsageError
from scripts.base.options import Json
from scripts.base.roots import synthesise
from scripts.base.screen import Screen
from settings.target import Target, find_root


def main(
    left: Annotated[str, typer.Argument(metavar="TARGET", help="<system>/<environment>, such as macro-ai/staging.")],
    right: Annotated[str, typer.Argument(metavar="TARGET", help="Another one, such as macro-ai/prod.")],
    only: Annotated[
        list[Aspect] | None, typer.Option("--only", help="This aspect alone. May be repeated.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> None:
    """Show what two environments deploy differently, by component.

    structure is what is there at all, sizes how large and how many, settings how it behaves, names what it is called
    and where. A value of the first stands left of the second's. Both are made from their settings; it needs no AWS.

    Examples:
    stackwright compare macro-ai/staging macro-ai/prod
    stackwright compare macro-ai/staging macro-ai/prod --only structure --only sizes
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    first, second = (Target.existing(name, root) for name in (left, right))
    if first == second:
        raise UsageError("compare takes two different targets")
    found = compared(first, second, root)
    aspects = only or tuple(Aspect)
    for line in lines(found, aspects):
        screen.say(line)
    screen.document(document(found, aspects))


def compared(left: Target, right: Target, root: Path) -> Comparison:
    """The two as they would be deployed. Their roots are made elsewhere: another command may work in cdktf.out."""
    with tempfile.TemporaryDirectory(prefix="stackwright-compare-") as work:
        made = {one.target: one for one in synthesise([left, right], root, Path(work))}
        roots = [json.loads(made[target].root_file.read_text(encoding="utf-8")) for target in (left, right)]
    return compare(side(left.id, roots[0], right.id), side(right.id, roots[1], left.id))
