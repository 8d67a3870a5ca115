import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from scripts import cli
from scripts.base.completion import SCRIPTS, WITHOUT_TARGET, answer
from tests.scripts.test_cli import COMMAND, HEAVY

DEV, STATE = "macro-ai/dev\tenvs/macro-ai/dev.tfvars", "state\tenvs/state.tfvars"


def words(*typed: str) -> list[str]:
    """What is offered, without explanations."""
    lines = answer(typed, cli.VERBS, lambda verb: typer.main.get_command(cli.load(verb)))
    return [line.partition("\t")[0] for line in lines]


def asked(*typed: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as a shell calls it."""
    environment = {**os.environ, "_STACKWRIGHT_COMPLETE": "1"}
    return subprocess.run(
        [*COMMAND, *typed], cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60
    )


def test_a_shell_asks_and_gets_a_line_for_each_target(repository: Path):
    assert asked("deploy", "", folder=repository).stdout.splitlines() == [STATE, DEV]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["de"], ["demo", "deploy", "destroy"]),
        (["--"], ["--help"]),
        (["gone", ""], []),
        (["deploy", "macro"], ["macro-ai/dev"]),
        (["deploy", "macro-ai/dev", ""], []),
        (["deploy", "--local", ""], ["state", "macro-ai/dev"]),
        (["deploy", "macro-ai/dev", "--p"], ["--plan"]),
        (["deploy", "--local", "--lo"], []),
        (["deploy", "--plan", ""], []),
        (["check", "state", ""], ["macro-ai/dev"]),
        (["new", "shop/dev", "--like", "m"], ["macro-ai/dev"]),
        (["review", "macro-ai/dev", "--format", "h"], ["html"]),
        (["review", "macro-ai/dev", "--format", "=", "h"], ["html"]),
        (["review", "macro-ai/dev", "--format", "="], ["terminal", "markdown", "html", "json", "svg"]),
        (["compare", "macro-ai/dev", "state", "--only", "si"], ["sizes"]),
        (["promote", "--only", "x", "--only", "y", "mac"], ["macro-ai/dev"]),
        (["promote", "--only", "x", "--on"], ["--only"]),
        (["local", "r"], ["reset"]),
        (["local", "env", "m"], ["macro-ai/dev"]),
        (["local", "gone", ""], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["import-compose", ""], []),
    ],
)
def test_what_fits_is_offered(typed: list[str], offered: list[str], repository: Path):
    assert words(*typed) == offered


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_verbs_known_to_take_a_target_do(verb: str):
    command = typer.main.get_command(cli.load(verb))
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    assert ("TARGET" not in (arguments[0].metavar or "") if arguments else True) == (verb in WITHOUT_TARGET)


@pytest.mark.parametrize("typed", [["deploy", ""], ["deploy", "macro-ai/dev", "--yes", "x", ""], ["local", "env", ""]])
def test_outside_of_a_repository_nothing_is_said(typed: list[str], tmp_path: Path):
    done = asked(*typed, folder=tmp_path)
    assert (done.stdout, done.stderr) == ("", "")


def test_targets_are_offered_while_another_file_does_not_belong_there(repository: Path):
    (repository / "envs" / "notes.txt").touch()
    assert words("deploy", "m") == ["macro-ai/dev"]


@pytest.mark.parametrize("typed", [["d"], ["deploy", "m"], ["review", "macro-ai/dev", "--format", ""]])
def test_it_imports_nothing_heavy(typed: list[str], repository: Path):
    code = f"import sys, scripts.cli; scripts.cli.complete({typed}); print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True)
    *offered, heavy = done.stdout.splitlines()
    assert offered
    assert heavy == "[]"


@pytest.mark.parametrize("shell", SCRIPTS)
def test_writes_the_script_of_a_shell(shell: str, stackwright):
    done = stackwright("completion", shell)
    assert (done.exit_code, done.stdout, done.stderr) == (0, SCRIPTS[shell], "")


def test_bash_completes_with_it(repository: Path):
    typed = ["deploy macro-ai/d", "review macro-ai/dev --format = s", "import-compose cdk", "prom", "check ''"]
    asks = "".join(
        f'COMP_WORDS=(stackwright {line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _stackwright stackwright; echo "${{COMPREPLY[*]}}"\n'
        for line in typed
    )
    script = f"set -e\n{SCRIPTS['bash']}\n{asks}complete -p stackwright\n"
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=repository, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "macro-ai/dev",
        "svg",
        "",
        "promote",
        "state macro-ai/dev",
        "complete -o default -F _stackwright stackwright",
    ]
