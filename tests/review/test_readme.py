"""What the README shows is what is written."""

from pathlib import Path

from review.render.lines import lines
from review.review import review
from tests.generated import compare
from tests.review.making import entry, plan

README = Path(__file__).parents[2] / "review" / "README.md"
BEGIN, END = "\n\n```\n", "```\n"


def test_the_example_is_what_a_terminal_shows(rewrite: bool):
    database = {"engine": "mysql", "deletion_protection": True, "skip_final_snapshot": True}
    group = {"from_port": 5432, "to_port": 5432, "protocol": "tcp"}
    found = plan(
        entry(
            "aws_db_instance.database",
            database,
            database | {"engine": "postgres", "deletion_protection": False},
            replace_paths=[["engine"]],
        ),
        entry(
            "aws_security_group.database",
            {"ingress": [group | {"cidr_blocks": ["10.0.0.0/16"]}]},
            {"ingress": [group | {"cidr_blocks": ["0.0.0.0/0"]}]},
        ),
    )
    shown = "".join(f"{text}\n" for text, _ in lines(review(found, "macro-ai/prod")))
    before, _, rest = README.read_text().partition(BEGIN)
    expected = f"{before}{BEGIN}{shown}{END}{rest.partition(END)[2]}"
    compare(README, expected, rewrite=rewrite, command="pytest tests/review/test_readme.py --rewrite")
