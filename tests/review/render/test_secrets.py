"""No rendering of any plan shows a sensitive value, wherever it stands."""

import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from review.cost.change import change
from review.picture import picture
from review.plan import load_plan, read_plan
from review.policy.accepted import Judged
from review.policy.check import check
from review.render.as_json import document as as_json
from review.render.html import html
from review.render.markdown import render as markdown
from review.render.terminal import write
from review.review import review
from tests.review.making import CORPUS, document, entry

ANYWHERE = "Ma7ker-Zq81xW"
"""Looks like a secret: hidden where it is marked, and wherever else it stands."""
MARKED = "plainmarkedword"
"""A plain word: hidden where it is marked."""
TYPES = (
    "aws_db_instance",
    "aws_ssm_parameter",
    "aws_ecs_task_definition",
    "aws_lb_listener",
    "google_thing",
    "null_resource",
)
NAMES = st.sampled_from(
    ["name", "value", "policy", "tags", "ingress", "description", "default_action", "container_definitions"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["a", "b", '{"a": ["b"]}']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
OPEN = st.sampled_from(
    [
        ANYWHERE,
        f"in a text {ANYWHERE}.",
        json.dumps({"a": [ANYWHERE]}),
        f"https://h/?k={ANYWHERE}",
        [{"name": "K", "value": ANYWHERE}],
    ]
)


def everything(plan: Any) -> str:
    """Every rendering of a plan, one after the other."""
    found = review(
        plan, "x", policy=Judged(tuple(check(plan, {}))), cost=change(plan), picture=picture(plan, title="x")
    )
    terminal = io.StringIO()
    write(found, terminal, colours=False)
    return "\n".join((terminal.getvalue(), markdown(found), html(found), json.dumps(as_json(found)), repr(found)))


@st.composite
def marked(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of a resource with secrets in them, and Terraform's tree of where they are."""
    values, marks = {}, {}
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        secret = draw(st.sampled_from([MARKED, ANYWHERE, {"deep": [MARKED]}, f'{{"password": "{ANYWHERE}"}}']))
        match draw(st.sampled_from(["whole", "in a map", "in a list", "in another shape", "not", "open"])):
            case "whole":
                values[name], marks[name] = secret, True
            case "in a map":
                values[name], marks[name] = {"k": secret, "other": draw(VALUES)}, {"k": True}
            case "in a list":
                values[name], marks[name] = [draw(VALUES), {"k": secret}], [False, {"k": True}]
            case "in another shape":
                shapes = [[True], [{"k": True}]] if isinstance(secret, dict) else [{"k": True}, [True]]
                values[name], marks[name] = secret, draw(st.sampled_from(shapes))
            case "not":
                values[name] = draw(VALUES)
            case "open":
                values[name] = draw(OPEN)
    return values, marks


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan with the secrets in every place that a plan has."""
    entries = []
    for number in range(draw(st.integers(1, 3))):
        before, before_marks = draw(marked())
        after, after_marks = draw(marked())
        key = draw(st.sampled_from(["", f'["{ANYWHERE}"]']))
        address = f"{draw(st.sampled_from(TYPES))}.r{number}{key}"
        more: dict[str, Any] = {"before_sensitive": before_marks, "after_sensitive": after_marks}
        match draw(st.sampled_from(["create", "update", "replace", "destroy", "move", "quiet"])):
            case "create":
                entries.append(entry(address, None, after, **more))
            case "update":
                entries.append(entry(address, before, after, **more))
            case "replace":
                entries.append(entry(address, before, after, replace_paths=[[draw(NAMES)]], **more))
            case "destroy":
                entries.append(entry(address, before, None, **more))
            case "move":
                entries.append(
                    entry(
                        address,
                        before,
                        before,
                        more={"previous_address": f'x_y.z["{ANYWHERE}"]', "index": ANYWHERE},
                        **more,
                    )
                )
            case "quiet":
                entries.append(entry(address, after, after, **more))
    # What is hidden everywhere has to be marked somewhere.
    entries.append(entry("aws_db_instance.known", None, {"password": ANYWHERE}, after_sensitive={"password": True}))
    values, marks = draw(marked())
    kept = {
        "address": "x_y.kept",
        "mode": "managed",
        "type": "x_y",
        "name": "kept",
        "values": values,
        "sensitive_values": marks,
    }
    both = {"before": MARKED, "after": ANYWHERE, "before_sensitive": True, "after_sensitive": True}
    return document(
        *entries,
        resource_drift=[one for one in entries if one["change"]["before"] and one["change"]["after"]],
        prior_state={"values": {"root_module": {"resources": [kept]}}},
        planned_values={
            "root_module": {"child_modules": [{"resources": [kept | {"address": "module.m.x_y.kept"}]}]},
            "outputs": {"o": {"sensitive": True, "value": MARKED}},
        },
        output_changes={"o": {"actions": ["update"], **both}, ANYWHERE: {"actions": ["create"], "after": ANYWHERE}},
        variables={"v": {"value": ANYWHERE}},
        configuration={
            "provider_config": {"x": {"expressions": {"secret_key": {"constant_value": MARKED}}}},
            "root_module": {"variables": {"v": {"sensitive": True, "default": MARKED}}},
        },
    )


@given(plans())
@settings(max_examples=100, deadline=None)
def test_no_rendering_shows_a_secret(plan: dict[str, Any]):
    text = everything(read_plan(plan))
    assert ANYWHERE not in text
    assert MARKED not in text


def test_no_rendering_shows_what_terraform_itself_does():
    assert "MARKER-secret-1" not in everything(load_plan(CORPUS / "terraform_data.json"))


def test_the_search_would_find_one():
    assert ANYWHERE in everything(
        read_plan(document(entry("x_y.z", None, {"name": "a"}), entry(f"x_y.{ANYWHERE}", None, {"a": 1})))
    )
