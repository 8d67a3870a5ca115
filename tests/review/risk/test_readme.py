"""The list of rules in the README is that of the rules."""

from pathlib import Path

from review.risk.judge import PLAN_RULES, RULES
from review.risk.rule import CATEGORIES
from tests.generated import compare

README = Path(__file__).parents[3] / "review" / "risk" / "README.md"
BEGIN, END = "<!-- rules -->\n", "<!-- end of rules -->\n"


def test_the_readme_lists_every_rule(rewrite: bool):
    rules = sorted((*RULES, *PLAN_RULES), key=lambda rule: (CATEGORIES.index(rule.category), rule.id))
    rows = [f"| `{rule.id}` | {rule.category} | {rule.looks_for} |" for rule in rules]
    table = "\n".join(["| rule | category | finds |", "|---|---|---|", *rows])
    before, _, rest = README.read_text().partition(BEGIN)
    expected = f"{before}{BEGIN}\n{table}\n\n{END}{rest.partition(END)[2]}"
    compare(README, expected, rewrite=rewrite, command="pytest tests/review/risk/test_readme.py --rewrite")
