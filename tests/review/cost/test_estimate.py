from review.cost.amount import Amount
from review.cost.line import Unpriced
from review.model import UNKNOWN
from tests.review.cost.making import costs, estimated, resource, usage


def test_a_type_nobody_knows_is_unpriced_and_not_free():
    found = estimated(resource("aws_instance.web"), resource("google_compute_instance.web"))
    assert found.lines == ()
    assert found.free == {}
    assert found.unpriced == (
        Unpriced("aws_instance.web", "aws_instance", "no price of this type is known"),
        Unpriced("google_compute_instance.web", "google_compute_instance", "no price of this type is known"),
    )


def test_free_types_say_why():
    found = estimated(resource("aws_subnet.a"), resource("aws_subnet.b"), resource("aws_iam_role.a"))
    assert found.free == {
        "aws_iam_role": "IAM is free",
        "aws_subnet": "networks are free, ways out of them are not",
    }


def test_values_that_are_not_known_yet_do_not_stop_it():
    unknown = dict.fromkeys(("instance_class", "allocated_storage", "multi_az", "subnets", "min_capacity"), UNKNOWN)
    found = estimated(resource("aws_db_instance.a", **unknown), resource("aws_lb.a", **unknown))
    assert [one.reason for one in found.unpriced] == ["instance: no price of rds.postgres. is known"]
    assert costs(found)["load_balancer.application.hour"] == 16.43


def test_lines_say_which_figures_were_assumed():
    gateway = resource("aws_nat_gateway.a")
    assert estimated(gateway).assumed == ("traffic.nat_gib",)
    assert estimated(gateway, usage=usage(traffic={"nat_gib": 1})).assumed == ()


def test_prices_of_another_region_are_unverified():
    key = resource("aws_kms_key.copy", provider="aws.recovery")
    found = estimated(key, usage=usage(key_requests_millions=0), regions={"aws.recovery": "us-west-2"})
    assert found.unverified == found.cost == Amount.always(1.00)


def test_a_whole_allowance_is_taken_off_evenly():
    # Twelve alarms at 0.10, of which ten are free: a sixth of each is charged.
    alarms = [resource(f"aws_cloudwatch_metric_alarm.a{number}") for number in range(12)]
    found = estimated(*alarms, usage=usage(free_allowance_share=1))
    assert round(found.cost.expected, 4) == 0.20
    assert {round(line.quantity.expected, 4) for line in found.lines} == {round(1 / 6, 4)}


def test_half_of_an_allowance():
    dashboards = [resource(f"aws_cloudwatch_dashboard.a{number}") for number in range(2)]
    # Three are free, of which this one has one and a half.
    assert estimated(*dashboards, usage=usage(free_allowance_share=0.5)).cost.expected == 1.50


def test_no_allowance_unless_somebody_says_so():
    assert estimated(resource("aws_cloudwatch_dashboard.a")).cost.expected == 3.00


def test_an_allowance_that_is_larger_than_the_use():
    user_pool = resource("aws_cognito_user_pool.users")
    found = estimated(user_pool, usage=usage(free_allowance_share=1, monthly_active_users=[0, 500, 20000]))
    assert found.cost == Amount(0, 0, 150)


def test_nothing_costs_nothing():
    found = estimated()
    assert (found.cost, found.unpriced, found.free) == (Amount(0, 0, 0), (), {})
