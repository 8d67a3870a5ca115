from review.cost.amount import Amount
from review.cost.line import Share, fixed_and_beyond
from tests.review.cost.making import estimated, resource, usage

FOUND = estimated(
    resource("aws_nat_gateway.network_a", tags={"component": "network"}),
    resource("aws_kms_key.key", tags={"component": "key"}),
    usage=usage(traffic={"nat_gib": [0, 100, 1000]}, key_requests_millions=0),
)


def test_fixed_and_by_usage_add_up():
    assert FOUND.fixed == Amount.always(33.85)
    assert FOUND.by_usage == Amount(0, 4.5, 45)
    assert FOUND.cost == FOUND.fixed + FOUND.by_usage


def test_shares_of_services_dearest_first():
    assert FOUND.by_service() == [
        Share("NAT gateway", Amount.always(32.85), Amount(0, 4.5, 45)),
        Share("KMS", Amount.always(1), Amount.always(0)),
    ]
    assert FOUND.of("KMS", "Fargate") == Amount.always(1)


def test_shares_of_components():
    assert [share.name for share in FOUND.by_component()] == ["network", "key"]


def test_what_scales_is_a_fixed_part_and_the_rest():
    parts = list(fixed_and_beyond("aurora.acu", "units", Amount(1, 2, 8), "database.average_acu"))
    assert [(part.what, part.quantity, part.usage) for part in parts] == [
        ("units", Amount.always(1), ()),
        ("units, beyond the least", Amount(0, 1, 7), ("database.average_acu",)),
    ]
    assert [part.what for part in fixed_and_beyond("aurora.acu", "units", Amount.always(3), "x")] == ["units"]
    assert list(fixed_and_beyond("aurora.acu", "units", Amount.always(0), "x")) == []
