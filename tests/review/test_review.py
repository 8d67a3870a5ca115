from review.cost.change import change
from review.model import Finding, Severity, Source
from review.policy.accepted import Judged
from review.review import review
from tests.review.making import entry, plan

PLAN = plan(
    entry('aws_s3_bucket.files["a"]', {"bucket": "a"}, None),
    entry("aws_nat_gateway.a", None, {"connectivity_type": "public"}),
    entry("aws_nat_gateway.b", {"connectivity_type": "public"}, {"connectivity_type": "public"}),
)
BREACH = Finding("tags-missing", "policy", Severity.CRITICAL, "aws_nat_gateway.a", "It has no tags.", "Tag it.")
SOURCE = Source("modules/x.py:1", "envs/shop/dev.tfvars:2")


def test_findings_of_all_kinds_in_one_order():
    found = review(PLAN, "x", policy=Judged((BREACH,)), cost=change(PLAN), budget_usd=1)
    assert [(str(one.severity), one.category, one.rule) for one in found.findings] == [
        ("critical", "data loss", "data-destroyed"),
        ("critical", "policy", "tags-missing"),
        ("high", "cost", "over-budget"),
        ("medium", "cost", "cost-jump"),
    ]
    assert found.worst is Severity.CRITICAL


def test_findings_say_where_their_resource_comes_from_whichever_instance_it_is():
    found = review(PLAN, "x", sources={"aws_s3_bucket.files": SOURCE})
    assert [one.source for one in found.findings] == [SOURCE]


def test_of_nothing_nothing_is_the_worst():
    assert review(plan(), "x").worst is None
