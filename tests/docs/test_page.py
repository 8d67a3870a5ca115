"""How rows look on the page."""

from tests.docs.page import page
from tests.docs.proofs import Proof
from tests.docs.rows import parse, standings

DATA = """
planned: {next week: [M-03]}
sections:
- section: M
  title: shop
  system: shop
  rows:
  - {id: M-01, kind: infrastructure, text: One task}
  - {id: M-02, kind: infrastructure, text: A cache, environments: [shop/prod]}
  - {id: M-03, kind: command, text: Plans}
  - {id: M-04, kind: document, text: A guide}
"""
TARGETS = ("shop/dev", "shop/qa", "state")
FOUND = [
    Proof("M-01", "tests/plans/test_b.py::test_b", ("shop/dev",)),
    Proof("M-01", "tests/plans/test_b.py::test_a[x]", ("shop/dev", "shop/qa")),
    Proof("M-01", "tests/modules/test_c.py::test_c"),
]


def shown() -> str:
    requirements = parse(DATA)
    return page(requirements, standings(requirements, FOUND, TARGETS), TARGETS, "make page")


def test_counts_per_system_and_in_all():
    assert "| M. shop | 4 | 1 | 3 |\n| all | 4 | 1 | 3 |\n" in shown()


def test_a_row_of_every_target_lists_none():
    requirements = parse(
        "planned: {}\nsections: [{section: C, title: All, rows: [{id: M-01, kind: infrastructure, text: T}]}]"
    )
    targets = ("shop/dev", "shop/qa")
    assert "**Infrastructure, proven.** Shown in every target.\n" in page(
        requirements, standings(requirements, FOUND, targets), targets, ""
    )


def test_names_the_command_that_makes_it():
    assert "`make page`" in shown()


def test_every_row_with_its_state_and_its_tests():
    assert shown().partition("## M. shop\n")[2] == """
### M-01

One task

**Infrastructure, proven.** Shown in shop/dev, shop/qa.

On plans:

- `tests/plans/test_b.py::test_a[x]`
- `tests/plans/test_b.py::test_b`

Besides:

- `tests/modules/test_c.py::test_c`

### M-02

A cache

**Infrastructure, waits for** shop/prod.

### M-03

Plans

**Command, planned:** next week.

### M-04

A guide

**Document, lacks** a test of the document, in tests/docs/.
"""  # fmt: skip
