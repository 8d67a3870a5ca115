"""The `stackwright` command: `stackwright <verb> [<system>/<environment>]`, one file of this folder a verb.

A verb's file is imported when the verb is called, so that `stackwright --help` starts in a fraction of a second.
"""

import inspect
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from textwrap import indent
from typing import Any

import typer
from typer.core import TyperGroup

from scripts.base.boundary import WRONG_USAGE, UsageError, guarded, without_broken_pipes
from scripts.base.completion import ASKED, answer

VERBS = {
    "demo": "Deploy an environment to an AWS on this machine and show the result.",
    "new": "Write the settings of a new environment, like those of another.",
    "targets": "List targets with their account, region, state and the roles that a GitHub workflow deploys them with.",
    "import-compose": "Write a docker-compose file as sections of an environment's settings.",
    "check": "Check settings and list everything that is wrong with them.",
    "promote": "Bring values that were tried in one environment to the next.",
    "scope": "Say what changed files have built, tested, deployed and migrated.",
    "advise": "Say which scale fits an environment, and what to change in its settings.",
    "synth": "Write the Terraform roots of targets into cdktf.out.",
    "plan": "Show what a deploy would change.",
    "review": "Judge what a plan would do: risks first, then cost and changes.",
    "cost": "Show what a month costs, from the settings alone.",
    "compare": "Show what two environments deploy differently, by component.",
    "deploy": "Deploy a target with cdktf, after showing what would change.",
    "build": "Build images with docker, push them, and say their digests.",
    "release": "Bring new images of services out: snapshot, migration, deployment, verification, smoke test.",
    "rollback": "Bring services back to the version before the last release, or to what an earlier release left.",
    "history": "List the releases and rollbacks of an environment, the newest first.",
    "destroy": "Destroy everything a target has.",
    "drift": "Show what was changed in AWS without Terraform.",
    "unlock": "Take away a lock that nobody holds any more, and say what is missing in the state.",
    "adopt": "Take into the state what AWS has of a target and the state does not know.",
    "state": "Look at the state of a target, list its versions, and put one back.",
    "bootstrap": "Make the place where Terraform keeps its state, or bring it up to date.",
    "secrets": "Show which secrets have no value yet, and fill them.",
    "recovery": "Say what the settings of an environment can reach after the loss of a zone, of data, of the region.",
    "prelaunch": "Go through what must be so before a launch: security, monitoring, performance, backup.",
    "comment": "Write a file as a comment of a pull request, in the place of the earlier one about the same.",
    "local": "Run AWS on this machine.",
    "completion": "Write what makes a shell finish verbs, options and targets when Tab is pressed.",
    "doctor": "Look at this machine: versions, Terraform and its provider, credentials, Docker, room.",
}
"""Each verb and its first help line. The verb `x-y` is `main` in scripts/x_y.py, or the functions in its `VERBS`."""

PLAIN: dict[str, Any] = {"add_completion": False, "pretty_exceptions_enable": False, "rich_markup_mode": None}


class Verbs(TyperGroup):
    """Knows the verbs by name and imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in VERBS and cmd_name not in self.commands:
            self.commands[cmd_name] = typer.main.get_command(load(cmd_name))
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in VERBS:
            near = get_close_matches(args[0], VERBS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"the verbs are {', '.join(VERBS)}."
            raise UsageError(f"{args[0]} is not a verb; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def load(verb: str) -> typer.Typer:
    """One verb with its options."""
    module = import_module(f"scripts.{verb.replace('-', '_')}")
    if not hasattr(module, "VERBS"):
        app = typer.Typer(name=verb, **PLAIN)
        text, examples = documented(module.main)
        app.command(help=text, epilog=examples)(module.main)
        return app
    app = typer.Typer(name=verb, help=VERBS[verb], epilog=documented(module)[1], **PLAIN)
    for function in module.VERBS:
        app.command()(function)
    return app


def documented(what: object) -> tuple[str, str]:
    """What help shows above and below the options: the lines behind "Examples:" stay as they are, to be copied."""
    text, _, examples = (inspect.getdoc(what) or "").partition("\n\nExamples:\n")
    return text, f"\b\nExamples:\n{indent(examples, '  ')}" if examples else ""


app = typer.Typer(cls=Verbs, subcommand_metavar="VERB ...", **PLAIN)


@app.callback()
def stackwright() -> None:
    """Describe a containerised web system in envs/<system>/<environment>.tfvars; review, test and deploy it to AWS.

    A target is <system>/<environment>, such as macro-ai/dev, or state, which is where all state is kept.
    `stackwright <verb> --help` says more about one verb.
    """


def run(arguments: Sequence[str]) -> int:
    """Runs a command line and returns its exit code: 0 done, 1 a known problem, 2 wrong usage or (only for `plan
    --detailed-exitcode`) changes, 3 something unexpected, 130 stopped with Ctrl-C."""
    group: Any = typer.main.get_command(app)

    def command() -> int | None:
        with group.make_context("stackwright", list(arguments) or ["--help"]) as context:
            return group.invoke(context)

    verb = next((argument for argument in arguments if argument in VERBS), "")
    code = guarded(command, " ".join(filter(None, ("stackwright", verb, "--help"))))
    return code if arguments else WRONG_USAGE


def complete(words: Sequence[str]) -> None:
    """Answers a shell in which Tab was pressed. What is wrong is not said: it would stand in the middle of a line."""
    with suppress(Exception):
        lines = answer(words, VERBS, lambda verb: typer.main.get_command(load(verb)))
        sys.stdout.writelines(f"{line}\n" for line in lines)


def entry_point() -> None:
    sys.unraisablehook = without_broken_pipes
    # What an AWS message or a tfvars file holds may not fit a terminal's encoding.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if ASKED in os.environ:
        complete(sys.argv[1:])
        return
    sys.exit(run(sys.argv[1:]))
