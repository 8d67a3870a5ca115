import inspect
import os
import re
import resource
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from scripts import cli
from tests.scripts.conftest import REPOSITORY

HEAVY = ("boto3", "cdktf", "hcl2", "jsii", "moto", "rich")
HELP_CPU_SECONDS = 0.3

COMMAND = [Path(sys.executable).with_name("stackwright")]


def test_starting_imports_nothing_heavy():
    code = f"import sys, scripts.cli; scripts.cli.run(['--help']); print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_of_a_verb_does_not_import_cdktf_or_moto():
    code = f"""
import sys, scripts.cli
for verb in {list(cli.VERBS)}:
    scripts.cli.run([verb, "--help"])
print([name for name in ("cdktf", "moto") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_is_fast():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, "--help"], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < HELP_CPU_SECONDS


def test_help_lists_every_verb(stackwright):
    done = stackwright("--help")
    listed = [line.split()[0] for line in done.stdout.partition("Verbs:\n")[2].splitlines() if line[2:3].strip()]
    assert (done.exit_code, listed) == (0, list(cli.VERBS))


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_help_line_of_a_verb_is_the_first_line_of_its_docstring(verb: str):
    module = import_module(f"scripts.{verb.replace('-', '_')}")
    if hasattr(module, "main"):
        assert inspect.getdoc(module.main).splitlines()[0] == cli.VERBS[verb]


def examples(help_text: str) -> list[str]:
    """The calls of stackwright under "Examples:"."""
    lines = help_text.partition("\n  Examples:\n")[2].splitlines()
    calls = [re.search(r"stackwright (.*?)(?: >>? .*| \| .*|\)\")?$", line) for line in lines]
    return [call[1] if call else f"no call: {line}" for call, line in zip(calls, lines, strict=True)]


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_help_of_a_verb_has_examples_that_are_calls_of_it(verb: str, stackwright):
    calls = examples(stackwright(verb, "--help").stdout)
    assert calls
    for call in calls:
        name, *arguments = shlex.split(call)
        assert name == verb
        command: Any = typer.main.get_command(cli.load(name))
        if hasattr(command, "commands"):
            command = command.commands[arguments.pop(0)]
        # Raises where an option does not exist or something is missing, and runs nothing.
        command.make_context(name, arguments)


def test_an_example_that_is_none_is_seen():
    calls = examples(
        'Usage\n\n  Examples:\n    eval "$(stackwright local env a/b)"\n    a | stackwright plan - > x\n    plan'
    )
    assert calls == ["local env a/b", "plan -", "no call:     plan"]


def test_examples_are_not_wrapped(stackwright):
    lines = stackwright("adopt", "--help").stdout.splitlines()
    assert "    stackwright adopt macro-ai/dev aws_kms_alias.encryption_key alias/macro-ai-dev" in lines


def test_without_a_verb_shows_the_help_and_ends_with_wrong_usage(stackwright):
    assert stackwright() == stackwright("--help").__class__(2, stackwright("--help").stdout, "")


def test_names_the_verb_that_was_meant(stackwright):
    done = stackwright("deplyo", "macro-ai/dev")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "deplyo is not a verb; did you mean deploy? `stackwright --help` lists what it takes.\n"


def test_lists_the_verbs_for_a_word_like_none_of_them(stackwright):
    assert stackwright("xyz").stderr == (
        f"xyz is not a verb; the verbs are {', '.join(cli.VERBS)}. `stackwright --help` lists what it takes.\n"
    )


def test_names_an_option_that_does_not_exist(stackwright):
    done = stackwright("check", "--jsno")
    assert done.exit_code == 2
    assert done.stderr == (
        "No such option: --jsno (Possible options: --json). `stackwright check --help` lists what it takes.\n"
    )


def test_names_a_missing_argument(stackwright):
    done = stackwright("plan")
    assert done.exit_code == 2
    assert done.stderr == "Missing argument 'TARGET'. `stackwright plan --help` lists what it takes.\n"


def test_outside_of_a_repository_says_so(stackwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = stackwright("check")
    assert done.exit_code == 1
    assert done.stderr == (
        f"neither {tmp_path} nor a folder above it has cdktf.json and envs/; change into the repository first\n"
    )


def test_a_terminal_that_cannot_show_a_letter_gets_its_code(repository: Path):
    (repository / "envs" / "macro-ai" / "dev.tfvars").write_text('owner = "Zoë"\nownér = 1\n')
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "check"], cwd=repository, capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert b"\\xe9" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error(repository: Path):
    command = f"{COMMAND[0]} check | head -n 0; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=repository, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("141\n", "")
