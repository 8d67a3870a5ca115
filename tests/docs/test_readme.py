"""The README names every command and every folder."""

import re
from collections import Counter

import pytest

from scripts.cli import VERBS
from tests.plans import REPOSITORY

README = (REPOSITORY / "README.md").read_text()


def test_every_command_has_one_row():
    named = Counter(re.findall(r"^\| `stackwright (\S+?)[ `]", README, re.MULTILINE))
    assert named == Counter(list(VERBS))


def test_every_package_has_a_row():
    named = set(re.findall(r"^\| `([\w.]+)/` \|", README, re.MULTILINE))
    packages = {path.parent.name for path in REPOSITORY.glob("*/__init__.py")}
    assert packages - named == set()


@pytest.mark.requirement("C-40")
@pytest.mark.parametrize(
    "name",
    ["deployment.md", "runbook.md", "recovery.md", "security.md", "load_test.md", "cost.md", "decisions/README.md"],
)
def test_every_document_is_linked(name: str):
    assert f"](docs/{name})" in README
