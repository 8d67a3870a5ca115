import pytest

from review.compare.aspect import Aspect, aspect
from review.model import ABSENT


@pytest.mark.parametrize(
    ("path", "left", "right", "expected"),
    [
        (("desired_count",), 1, 3, Aspect.SIZES),
        (("memory",), "1024", "2048", Aspect.SIZES),
        (("instance_class",), "db.t3.small", "db.r6g.large", Aspect.SIZES),
        (("node_type",), ABSENT, "cache.t4g.small", Aspect.SIZES),
        (("from_port",), 80, 443, Aspect.SETTINGS),
        (("multi_az",), False, True, Aspect.SETTINGS),
        (("period",), 60, ABSENT, Aspect.SETTINGS),
        (("policy",), "ENABLED", "DISABLED", Aspect.SETTINGS),
        (("role",), "${aws_iam_role.a.arn}", "${aws_iam_role.b.arn}", Aspect.STRUCTURE),
        (("subnets",), ABSENT, ["${aws_subnet.c.id}"], Aspect.STRUCTURE),
        (("rule", 0, "transition"), ABSENT, [{"days": 90}], Aspect.STRUCTURE),
        (("domain_name",), "staging.shop.com", "shop.com", Aspect.NAMES),
        (("cidr_block",), "10.1.0.0/16", "10.2.0.0/16", Aspect.NAMES),
        (("endpoint",), "dev@shop.com", "oncall@shop.com", Aspect.NAMES),
        (("url",), "https://a.shop.com/x", "https://b.shop.com/x", Aspect.NAMES),
        (("allowed_account_ids",), ["123456789012"], ["210987654321"], Aspect.NAMES),
        (("availability_zone",), "us-east-1a", ABSENT, Aspect.NAMES),
    ],
)
def test_of_what_kind_a_difference_is(path, left, right, expected) -> None:
    assert aspect(path, left, right) is expected
