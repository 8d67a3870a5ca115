"""From one offline plan to another."""

from typing import Any

import pytest

from promotion.two_plans import plan_between
from review.plan import read_plan


def plan(**resources: dict[str, Any]) -> dict[str, Any]:
    """An offline plan; `unknown` of a resource are the arguments that nobody knows yet."""
    changes = []
    for name, values in resources.items():
        unknown = values.pop("unknown", ["arn"])
        change = {
            "actions": ["create"],
            "before": None,
            "after": values,
            "after_unknown": dict.fromkeys(unknown, True),
            "before_sensitive": False,
            "after_sensitive": {},
        }
        entry = {"address": f"aws_thing.{name}", "mode": "managed", "type": "aws_thing", "name": name}
        changes.append({**entry, "provider_name": "registry.terraform.io/hashicorp/aws", "change": change})
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": []}},
        "resource_changes": changes,
        "configuration": {"root_module": {}},
    }


def actions(document: dict[str, Any]) -> dict[str, str]:
    return {entry["name"]: entry["change"]["actions"][0] for entry in document["resource_changes"]}


ADDRESS = "aws_thing.task"
NONE = ({}, {})


@pytest.mark.requirement("C-35")
def test_what_differs_is_what_the_plan_does():
    before = plan(same={"a": 1}, other={"a": 1}, gone={"a": 1})
    after = plan(same={"a": 1}, other={"a": 2}, new={"a": 1})
    assert actions(plan_between(before, after, NONE)) == {
        "same": "no-op",
        "other": "update",
        "gone": "delete",
        "new": "create",
    }


def test_a_value_that_neither_knows_stays_if_the_roots_have_the_same():
    before, after = (plan(task={"cpu": 1, "unknown": ["arn", "text"]}) for _ in range(2))
    same = {ADDRESS: {"text": "${a.b.arn}"}}
    assert actions(plan_between(before, after, (same, same))) == {"task": "no-op"}


@pytest.mark.requirement("C-35")
def test_a_value_that_neither_knows_is_what_the_roots_have_where_they_differ():
    before, after = (plan(task={"cpu": 1, "unknown": ["arn", "text"]}) for _ in range(2))
    roots = ({ADDRESS: {"text": "${a.b.arn} 1"}}, {ADDRESS: {"text": "${a.b.arn} 2"}})
    [entry] = plan_between(before, after, roots)["resource_changes"]
    assert entry["change"] == {
        "actions": ["update"],
        "before": {"cpu": 1, "text": "${a.b.arn} 1"},
        "after": {"cpu": 1, "text": "${a.b.arn} 2"},
        "after_unknown": {},
        "before_sensitive": {},
        "after_sensitive": {},
    }


def test_a_value_that_is_no_longer_known_is_a_change():
    before, after = plan(task={"cpu": 1, "text": "a"}), plan(task={"cpu": 1, "unknown": ["arn", "text"]})
    [entry] = plan_between(before, after, NONE)["resource_changes"]
    assert entry["change"]["after_unknown"] == {"text": True}


def test_a_review_can_read_it():
    found = read_plan(plan_between(plan(other={"a": 1}), plan(other={"a": 2}), NONE))
    assert [(change.address, str(change.action)) for change in found.changes] == [("aws_thing.other", "update")]
