"""Each rule with a plan it objects to and one it does not, and the order of what they find."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources import schema
from review.model import Severity
from review.plan import read_plan
from review.risk import stateful
from review.risk.judge import PLAN_RULES, RULES, judge
from review.risk.known import judged
from review.risk.rule import CATEGORIES
from tests.review.making import document, entry, plan
from tests.review.risk.examples import Example, blast_radius, data_loss, downtime, exposure, permissions

EXAMPLES: dict[str, Example] = {
    **data_loss.EXAMPLES,
    **downtime.EXAMPLES,
    **exposure.EXAMPLES,
    **permissions.EXAMPLES,
    **blast_radius.EXAMPLES,
}
EVERY_RULE = (*RULES, *PLAN_RULES)


def test_every_rule_has_an_example_and_a_name_of_its_own():
    assert {rule.id for rule in EVERY_RULE} == EXAMPLES.keys()
    assert len({rule.id for rule in EVERY_RULE}) == len(EVERY_RULE)
    assert {rule.category for rule in EVERY_RULE} <= set(CATEGORIES)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_objects(rule: str):
    example = EXAMPLES[rule]
    found = judge(plan(*example.bad, **example.around)).findings
    assert [f"{one.severity}: {one.reason}" for one in found if one.rule == rule] == list(example.says)
    assert all(one.advice.endswith(".") for one in found)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_rule_does_not_object(rule: str):
    assert [one for one in judge(plan(*EXAMPLES[rule].good)).findings if one.rule == rule] == []


def test_no_destroyed_or_replaced_data_is_less_than_critical():
    for held in (*stateful.AWS, "google_sql_database", "mongodbatlas_cluster", "github_repository"):
        for change in (
            entry(f"{held}.a", {"x": 1}, None),
            entry(f"{held}.a", {"x": 1}, {"x": 2}, replace_paths=[["x"]]),
        ):
            assert judge(plan(change)).findings[0].severity is Severity.CRITICAL, held


def test_what_should_be_read_first_is_first():
    """The database replaced, its protection lifted, a port opened: above all the rest of a busy plan."""
    protected = {"engine": "mysql", "deletion_protection": True, "instance_class": "a", "multi_az": True}
    busy = plan(
        entry("aws_cloudwatch_metric_alarm.a", {"threshold": 1}, {"threshold": 2}),
        entry(
            "aws_db_instance.database",
            protected,
            protected | {"engine": "postgres", "deletion_protection": False},
            replace_paths=[["engine"]],
        ),
        entry("aws_ecs_service.api", {"desired_count": 2}, {"desired_count": 0}),
        entry("aws_lb_listener.https", {"port": 443}, {"port": 444}, replace_paths=[["port"]]),
        entry("aws_s3_bucket_lifecycle_configuration.l", {"rule": []}, data_loss.expiring(9)),
        entry("aws_security_group.database", exposure.ingress(5432, 5432), exposure.ingress(5432, 5432, "0.0.0.0/0")),
        entry("aws_iam_policy.p", permissions.policy(), permissions.policy(permissions.allow("*", "*"))),
    )
    assert [(one.rule, one.address) for one in judge(busy).findings][:3] == [
        ("data-replaced", "aws_db_instance.database"),
        ("protection-lifted", "aws_db_instance.database"),
        ("port-opened", "aws_security_group.database"),
    ]


def test_the_order_is_severity_then_category():
    found = judge(plan(*(one for example in EXAMPLES.values() for one in example.bad))).findings
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    for severity in Severity:
        categories = [CATEGORIES.index(one.category) for one in found if one.severity is severity]
        assert categories == sorted(categories)


def test_types_that_nobody_knows_are_not_judged_and_said_so():
    found = judge(
        plan(
            entry("google_project.a", {"name": "a"}, None),
            entry("google_project.b", None, {"name": "b"}),
            entry("aws_iam_role_policy.p", None, {}, after_unknown={"policy": True}),
            entry("aws_s3_bucket.b", None, {}, after_unknown={"policy": True}),
            entry("aws_vpc.main", None, {"cidr_block": "10.0.0.0/16"}),
            entry("google_quiet.c", {"a": 1}, {"a": 1}, more={"previous_address": "google_quiet.d"}),
            configuration={"root_module": {"resources": [{"address": "aws_s3_bucket.b", "expressions": {}}]}},
        )
    )
    assert [(one.type, one.reason, one.addresses) for one in found.not_judged] == [
        ("aws_iam_role_policy", "its policy is only known after the apply", ("aws_iam_role_policy.p",)),
        (
            "google_project",
            "no rule knows what depends on it or what is lost with it",
            ("google_project.a", "google_project.b"),
        ),
    ]


def test_every_type_of_ours_is_judged():
    assert schema.schema()["types"].keys() - judged(RULES) == set()


def test_a_new_environment_is_no_growth():
    """Whatever a new role or bucket allows or expires, nothing that was there before can do or lose more."""
    role = {"address": "aws_iam_role.r", "expressions": {"name": {"constant_value": "x"}}}
    attached = {
        "address": "aws_iam_role_policy.p",
        "expressions": {"role": {"references": ["aws_iam_role.r.name", "aws_iam_role.r"]}},
    }
    policy = permissions.policy(permissions.allow("s3:GetObject"), role="x")
    configuration = {"root_module": {"resources": [role, attached]}}
    new = plan(
        entry("aws_iam_role.r", None, {"name": "x"}),
        entry("aws_iam_role_policy.p", None, policy),
        configuration=configuration,
    )
    old = plan(
        entry("aws_iam_role.r", {"name": "x"}, {"name": "x"}),
        entry("aws_iam_role_policy.p", None, policy),
        configuration=configuration,
    )
    assert judge(new).findings == ()
    assert [one.rule for one in judge(old).findings] == ["permissions-grown"]


def test_everything_destroyed_is_one_critical_finding_of_its_own():
    found = judge(plan(*(entry(f"aws_xray_group.g{number}", {"a": 1}, None) for number in range(6)))).findings
    assert [(str(one.severity), one.reason) for one in found] == [
        ("critical", "Everything there is, 6 resources, is destroyed.")
    ]


def test_plain_http_on_an_internal_load_balancer_is_low():
    listener = {
        "address": "aws_lb_listener.l",
        "expressions": {"load_balancer_arn": {"references": ["aws_lb.main.arn", "aws_lb.main"]}},
    }
    found = judge(
        plan(
            entry("aws_lb.main", None, {"internal": True}),
            entry("aws_lb_listener.l", None, exposure.listener("forward")),
            configuration={"root_module": {"resources": [listener]}},
        )
    ).findings
    assert [(str(one.severity), one.rule) for one in found] == [("low", "plain-http")]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["0.0.0.0/0", "*", "{}", "[1]"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Statement", "name", "rule", "0"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_value_of_any_type_stops_the_rules(data: st.DataObject):
    """Whatever a provider or a person writes where a rule expects something else."""
    terraform_type = data.draw(st.sampled_from(sorted(judged(RULES))))
    example = [one for each in EXAMPLES.values() for one in each.bad if one["type"] == terraform_type]
    names = sorted({name for one in example for side in ("before", "after") for name in one["change"][side] or ()}) or [
        "a"
    ]
    values = st.dictionaries(st.sampled_from(names), VALUES, max_size=4)
    before, after = data.draw(values), data.draw(values)
    more = {"replace_paths": [[names[0]]]} if data.draw(st.booleans()) else {}
    document_of = document(
        entry(f"{terraform_type}.a", before, after, **more), entry(f"{terraform_type}.b", None, after)
    )
    judge(read_plan(json.loads(json.dumps(document_of))))
