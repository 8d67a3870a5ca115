"""docs/cost.md: its tables are what the settings cost today."""

from collections.abc import Sequence

import pytest

from review.cost.owner_figures import Edit
from scripts.base.costing import Costed, costed, costed_with
from settings.target import Target, discover
from tests.docs import cost_tables
from tests.generated import compare, section
from tests.plans import REPOSITORY

PAGE = REPOSITORY / "docs" / "cost.md"
COMMAND = "pytest tests/docs/test_cost.py --rewrite"


@pytest.fixture(scope="module")
def found() -> dict[str, Costed]:
    return {one.target.id: one for one in costed(discover(REPOSITORY), REPOSITORY)}


@pytest.mark.requirement("A-10", "E-15", "G-07", "P-07")
def test_the_tables_are_what_the_settings_cost(found: dict[str, Costed], rewrite: bool):
    def price(name: str, edits: Sequence[Edit]) -> float:
        if not edits:
            return found[name].estimate.cost.expected
        return costed_with(Target.parse(name), REPOSITORY, edits).estimate.cost.expected

    parts = {
        "environments": cost_tables.environments(list(found.values())).markdown(),
        "eloquent": cost_tables.beside_owner(found["eloquent/prod"]).markdown(),
        "hobby": [cost_tables.target(cost_tables.way(found["macro-ai-production/hobby"], price))],
        "enterprise": [cost_tables.target(cost_tables.way(found["macro-ai-production/enterprise"], price))],
        "changes": cost_tables.changes(price).markdown(),
        "commitments": cost_tables.all_commitments(found).markdown(),
        "sources": cost_tables.all_sources().markdown(),
    }
    expected = PAGE.read_text()
    for name, lines in parts.items():
        expected = section(expected, name, "\n".join(lines))
    compare(PAGE, expected, rewrite=rewrite, command=COMMAND)
