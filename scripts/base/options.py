"""Arguments that several verbs take, spelt and explained once."""

from typing import Annotated

import typer

TargetName = Annotated[
    str, typer.Argument(metavar="TARGET", help="<system>/<environment>, such as macro-ai/dev, or state.")
]
TargetNames = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TARGET]...", help="<system>/<environment>, such as macro-ai/dev, or state.", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write the result as one JSON document.")]
Local = Annotated[bool, typer.Option("--local", help="Use the AWS on this machine; it is started if need be.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask. Needed where there is no terminal.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Look at everything, say what would be done.")]
SmokeTest = Annotated[
    bool, typer.Option("--smoke-test/--no-smoke-test", help="Ask the health checks from outside at the end.")
]
