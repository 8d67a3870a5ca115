"""The repository's own plans reviewed: nothing severe in a new environment, and what is risky later is seen."""

import copy
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema
import pytest

from review.cost.change import change as cost_change
from review.model import Plan as Reviewed
from review.model import Severity
from review.plan import read_plan
from review.render.as_json import document
from review.render.html import html
from review.render.markdown import LONGEST, render
from review.render.terminal import write
from review.review import review
from tests.plans import on, on_every_target
from tests.plans.plan import Plan
from tests.review.render.test_as_json import SCHEMA

Edit = Callable[[dict[str, Any]], None]


def later(plan: Mapping[str, Any], edits: Mapping[str, Edit], *, replaces: Mapping[str, str]) -> Reviewed:
    """The plan of a later day: everything exists as it was planned, but for what the edits of `after` change.

    `replaces`: address -> the argument that forces a replacement.
    """
    document = copy.deepcopy(dict(plan))
    for entry in document["resource_changes"]:
        change = entry["change"]
        # What was not known is known by now, and the same before and after.
        change |= {
            "before": copy.deepcopy(change["after"]),
            "after_unknown": {},
            "before_sensitive": change["after_sensitive"],
        }
        if entry["address"] in edits:
            edits[entry["address"]](change["after"])
        if entry["address"] in replaces:
            change |= {"actions": ["delete", "create"], "replace_paths": [[replaces[entry["address"]]]]}
        else:
            change["actions"] = ["no-op"] if change["before"] == change["after"] else ["update"]
    return read_plan(document)


@on_every_target
@pytest.mark.requirement("C-34")
def test_a_new_environment_is_nothing_to_stop_for(plan: Plan):
    found = review(read_plan(plan.json), plan.target.id)
    assert [one for one in found.findings if one.severity >= Severity.HIGH] == []
    assert {one.reason for one in found.not_judged} <= {"its policy is only known after the apply"}


@on_every_target
@pytest.mark.requirement("C-34")
def test_every_rendering_of_every_plan(plan: Plan):
    read = read_plan(plan.json)
    found = review(read, plan.target.id, cost=cost_change(read))
    terminal = io.StringIO()
    write(found, terminal, colours=False)
    assert plan.target.id in terminal.getvalue()
    assert len(render(found)) <= LONGEST
    assert html(found).endswith("</html>\n")
    jsonschema.validate(json.loads(json.dumps(document(found))), SCHEMA)


@on_every_target
def test_a_second_plan_of_the_same_does_nothing(plan: Plan):
    read = later(plan.json, {}, replaces={})
    assert (read.changes, read.no_ops) == ((), 0)
    assert {address.split("[")[0] for address in read.before} == {address.split("[")[0] for address in read.after}


@on("macro-ai/prod")
@pytest.mark.requirement("C-34")
def test_what_should_be_read_first_is_first(plan: Plan):
    """Its protection lifted, the database replaced, a port opened, among changes of every day."""

    def database(values: dict[str, Any]) -> None:
        values |= {"deletion_protection": False, "db_name": "other"}

    def rule(values: dict[str, Any]) -> None:
        values |= {"from_port": 5432, "to_port": 5432}

    def service(values: dict[str, Any]) -> None:
        values |= {"desired_count": 0}

    def group(values: dict[str, Any]) -> None:
        values |= {"retention_in_days": 1}

    [opened] = [
        one for one in plan.resources if one.startswith("aws_vpc_security_group_ingress_rule.load_balancer_https")
    ]
    read = later(
        plan.json,
        {
            "aws_db_instance.database": database,
            opened: rule,
            "aws_ecs_service.api": service,
            "aws_cloudwatch_log_group.api_task": group,
        },
        replaces={"aws_db_instance.database": "db_name"},
    )
    assert [(one.rule, one.address) for one in review(read, "x").findings][:3] == [
        ("data-replaced", "aws_db_instance.database"),
        ("protection-lifted", "aws_db_instance.database"),
        ("port-opened", opened),
    ]
