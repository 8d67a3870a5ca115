"""Every command block of the README is run: here, or by the test that is named here."""

import re
from pathlib import Path

import pytest

from tests.docs.tour import README, REPOSITORY, copied, edit, run, shortened, shows

TEXT = README.read_text()
RUN_BY = {
    "make demo": "tests/deploy/test_deploy.py::test_the_demo_finds_it_deployed",
    "make test": "tests/docs/test_readme_commands.py::test_make_calls_what_its_tests_call",
    "stackwright check macro-ai/dev": "tests/docs/test_readme_commands.py::test_the_tour_without_aws",
    "stackwright review macro-ai/dev --local": "tests/deploy/test_deploy.py::test_the_tour_of_the_readme",
    "stackwright deploy macro-ai/dev --local": "tests/deploy/test_deploy.py::test_the_tour_of_the_readme",
    "stackwright promote macro-ai/staging --write": "tests/docs/test_readme_commands.py::test_the_tour_without_aws",
    "stackwright promote macro-ai/prod --only parameters": "tests/docs/test_readme_commands.py::test_the_tour_without_aws",
}
"""A command line of the README's console blocks -> the test that runs it."""


def commands(text: str) -> list[str]:
    """The command lines of console blocks: those behind a `$`, or all of a block that shows no output."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        prompted = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
        found += [line.partition("  #")[0].rstrip() for line in prompted or block.splitlines()]
    return found


def languages(text: str) -> list[str]:
    """What the blocks of a text are, but for plain ones."""
    return [opened for opened in re.findall(r"^```(.*)$", text, re.MULTILINE)[::2] if opened]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied(tmp_path)


def test_every_command_has_its_test():
    assert sorted(commands(TEXT)) == sorted(RUN_BY)
    assert set(languages(TEXT)) == {"console", "hcl", "diff"}
    for test in RUN_BY.values():
        file, _, name = test.partition("::")
        assert f"\ndef {name}(" in (REPOSITORY / file).read_text(), test


def test_a_command_without_a_test_is_seen():
    assert commands("```console\n$ stackwright gone\nsaid\n```\n```console\nmake gone    # why\n```\n") == [
        "stackwright gone",
        "make gone",
    ]


def test_make_calls_what_its_tests_call():
    recipes = dict(re.findall(r"^([\w-]+): setup ##.*\n\t(.*)$", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    assert recipes["demo"] == "$(stackwright) demo"
    assert recipes["test"].startswith("$(python) -m pytest ")


def test_the_tour_without_aws(copy: Path, rewrite: bool):
    edit(copy)
    check, *_ = [line for line in RUN_BY if " check " in line]
    staging, prod = (line for line in RUN_BY if " promote " in line)
    shows("tour-check", check, run(check, copy), rewrite=rewrite)
    shows("tour-staging", staging, run(staging, copy), leave_out=kept_but_sizes_of_the_api(), rewrite=rewrite)
    before = (copy / "envs" / "macro-ai" / "prod.tfvars").read_text()
    shows("tour-prod", prod, run(prod, copy), leave_out=("Kept in", "Effect", "Cost"), rewrite=rewrite)
    assert (copy / "envs" / "macro-ai" / "staging.tfvars").read_text().count('"gpt-4.1-mini"') == 1
    assert (copy / "envs" / "macro-ai" / "prod.tfvars").read_text() == before


def kept_but_sizes_of_the_api() -> list[str]:
    """How the lines begin that say what a promotion keeps, except for sizes of the API."""
    reasons = re.findall(r'= "(.*)"$', (REPOSITORY / "promotion" / "rules.tfvars").read_text(), re.MULTILINE)
    others = [f"  {reason}" for reason in reasons if not reason.startswith("size")]
    return [*others, "  dev has no firewall", "    services.ui", "    database", "Effect", "Cost"]


def test_what_is_left_out_goes_with_what_is_below_it():
    lines = ["a", "  b", "    c", "  d", "  e", "", "f", "  g", "", "h"]
    assert shortened(lines, ["  b", "  d"]) == ["a", "  ...", "  e", "", "f", "  g", "", "h"]
    assert shortened(lines, ["f", "h"]) == [*lines[:6], "...", ""]
    assert shortened(lines, ["    c", "  d"]) == ["a", "  b", "  ...", *lines[4:]]


def test_the_settings_shown_are_those_of_the_file():
    [example] = re.findall(r"^```hcl\n# (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    written = iter((REPOSITORY / example[0]).read_text().splitlines())
    for line in filter(None, example[1].splitlines()):
        if line.strip() == "…":
            continue
        shown = re.escape(line).replace("…", ".*")
        assert any(re.fullmatch(shown, text) for text in written), f"{line} is not there, or not in this order"


def test_what_is_refused_is_refused_in_these_words(copy: Path):
    messages = re.findall(r"^envs/macro-ai/dev\.tfvars:\d+: .*$", TEXT, re.MULTILINE)
    path = copy / "envs" / "macro-ai" / "dev.tfvars"
    text = path.read_text().replace("memory_mib       = 512", "memory_mib       = 4096", 1)
    path.write_text(text.replace("backup_retention_days ", "backup_retention_day ", 1))
    said = run("stackwright check macro-ai/dev", copy).splitlines()
    assert said == [*messages, "envs/macro-ai/dev.tfvars: 2 problems"]
