"""docs/requirements.md: every row and what proves it."""

import pytest

from tests.docs.page import page
from tests.docs.proofs import Proof, proofs
from tests.docs.rows import Requirements, faults, parse, standings
from tests.generated import compare
from tests.plans import REPOSITORY, TARGETS

COMMAND = "pytest tests/docs/test_requirements.py --rewrite"


@pytest.fixture(scope="module")
def requirements() -> Requirements:
    return parse((REPOSITORY / "docs" / "requirements.yaml").read_text())


@pytest.fixture(scope="module")
def found() -> list[Proof]:
    return proofs(REPOSITORY, TARGETS)


def test_every_row_is_proven_or_planned_and_every_marker_names_a_row(requirements: Requirements, found: list[Proof]):
    wrong = faults(requirements, found, TARGETS)
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def test_the_page_is_what_the_markers_say(requirements: Requirements, found: list[Proof], rewrite: bool):
    expected = page(requirements, standings(requirements, found, TARGETS), TARGETS, COMMAND)
    compare(REPOSITORY / "docs" / "requirements.md", expected, rewrite=rewrite, command=COMMAND)
