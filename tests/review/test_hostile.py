"""Plans that want to take all time, all memory, or to show what is not there."""

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from bench.plans import write_plan
from review.collector import collection_paused
from review.model import Plan
from review.plan import load_plan, read_plan
from review.render.lines import lines
from review.render.markdown import LONGEST, render
from review.review import Review, review
from tests.review.making import document, entry


def reviewed(plan: Plan) -> tuple[Review, str]:
    found = review(plan, "x")
    return found, render(found)


def seconds(file: Path) -> float:
    """CPU seconds of a review: the fewest of two, as other programs disturb either."""
    taken = []
    for _ in range(2):
        with collection_paused():
            started = time.process_time()
            reviewed(load_plan(file))
            taken.append(time.process_time() - started)
    return min(taken)


def test_ten_megabytes_and_five_thousand_changes(tmp_path: Path):
    file = write_plan(tmp_path / "plan.json", 5_000)
    assert file.stat().st_size > 10_000_000
    found, text = reviewed(load_plan(file))
    assert len(found.plan.changes) == 5_000
    assert {finding.rule for finding in found.findings} >= {"data-replaced", "port-opened", "permissions-grown"}
    assert "Password-" not in text
    assert len(text) <= LONGEST


def test_time_grows_in_proportion(tmp_path: Path):
    few, many = (seconds(write_plan(tmp_path / f"{count}.json", count)) for count in (300, 2_400))
    assert many < 8 * 1.6 * few


def test_memory_grows_in_proportion(tmp_path: Path):
    peaks = []
    for count in (100, 800):
        file = write_plan(tmp_path / f"{count}.json", count)
        tracemalloc.start()
        reviewed(load_plan(file))
        peaks.append(tracemalloc.get_traced_memory()[1] / file.stat().st_size)
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"names": [str(number) for number in range(30_000)]}, {"names": [str(-number) for number in range(30_000)]}),
        (
            {"policy": json.dumps({"Statement": [{"Sid": str(n)} for n in range(5_000)]})},
            {"policy": '{"Statement": []}'},
        ),
        ({"text": "a" * 5_000_000}, {"text": "a" * 4_999_999 + "b"}),
        ({"url": "a." * 300_000 + "://" + "b:" * 300_000}, {"url": "eyJ-" * 300_000}),
        ({"text": "{" * 100_000}, {"text": "[" * 100_000}),
        ({str(number): number for number in range(30_000)}, {}),
        ({"list": [[[[[[0] * 10] * 10] * 10] * 10]]}, {"list": [[[[[[1] * 10] * 10] * 10] * 10]]}),
    ],
    ids=["long lists", "many statements", "long text", "hard to search", "not JSON", "many arguments", "deep lists"],
)
def test_one_huge_value(before: dict[str, object], after: dict[str, object]):
    started = time.process_time()
    found, text = reviewed(read_plan(document(entry("aws_iam_role_policy.x", before, after))))
    assert len(found.plan.changes) == 1
    assert len(text) <= LONGEST
    assert sum(1 for _ in lines(found))
    assert time.process_time() - started < 20


def test_policies_that_are_hard_to_compare():
    """Each action and each resource is a pattern of many stars, and there are thousands of both."""

    def policy(letter: str) -> str:
        statement = {
            "Effect": "Allow",
            "Action": [f"s3:{'*a' * 10}{letter}{number}" for number in range(150)],
            "Resource": [f"arn:{'*a' * 10}{letter}{number}" for number in range(150)],
        }
        return json.dumps({"Statement": [statement]})

    started = time.process_time()
    found, _ = reviewed(
        read_plan(document(entry("aws_iam_policy.p", {"policy": policy("b")}, {"policy": policy("c")})))
    )
    assert time.process_time() - started < 30
    assert found.findings or found.not_judged


def test_a_policy_longer_than_any_is_not_judged():
    policy = json.dumps({"Statement": [{"Effect": "Allow", "Action": ["s3:x"] * 10_000, "Resource": "*"}]})
    found, _ = reviewed(read_plan(document(entry("aws_iam_policy.p", None, {"policy": policy}))))
    assert [one.reason for one in found.not_judged] == ["its policy is longer than any that AWS takes, or is none"]


def test_the_same_plan_is_the_same_review_in_every_process(tmp_path: Path):
    import subprocess
    import sys

    file = write_plan(tmp_path / "plan.json", 60)
    program = f"""
from pathlib import Path
from review.plan import load_plan
from review.review import review
from review.render.markdown import render
from review.render.as_json import document
found = review(load_plan(Path({str(file)!r})), "x")
print(render(found), document(found))
"""
    made = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(made) == 1
