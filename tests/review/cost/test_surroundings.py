import pytest

from review.cost.surroundings import Surroundings, as_number, blocks
from review.cost.usage import UsageInputs
from review.model import UNKNOWN, Resource
from tests.review.cost.making import resource


def around(*resources: Resource, references=None, regions=None) -> Surroundings:
    return Surroundings({one.address: one for one in resources}, UsageInputs(), references or {}, regions or {})


DEFINITION = resource(
    "aws_ecs_task_definition.api", family="shop-api", arn="arn:aws:ecs:eu-west-1:1:task-definition/shop-api:7"
)


@pytest.mark.parametrize("named", ["shop-api", "shop-api:7", "arn:aws:ecs:eu-west-1:1:task-definition/shop-api:7"])
def test_finds_what_a_value_names(named: str):
    service = resource("aws_ecs_service.api", task_definition=named)
    found = around(DEFINITION, service)
    assert found.referred(service, "task_definition", "aws_ecs_task_definition") == [DEFINITION]
    assert found.referring(DEFINITION, "task_definition", "aws_ecs_service") == [service]


def test_finds_what_the_configuration_refers_to():
    service = resource("module.a[0].aws_ecs_service.api", task_definition=UNKNOWN)
    references = {"module.a.aws_ecs_service.api": {"task_definition": frozenset({"aws_ecs_task_definition.api"})}}
    found = around(DEFINITION, service, references=references)
    assert found.referred(service, "task_definition", "aws_ecs_task_definition") == [DEFINITION]
    assert found.referred(service, "cluster", "aws_ecs_task_definition") == []


def test_a_service_by_the_path_of_its_scalable_target():
    service = resource("aws_ecs_service.api", name="shop-api")
    target = resource("aws_appautoscaling_target.api", resource_id="service/shop/shop-api")
    assert around(service, target).referring(service, "resource_id", "aws_appautoscaling_target") == [target]


def test_regions():
    found = around(regions={"aws": "us-east-1", "aws.recovery": "us-west-2"})
    assert found.region(resource("aws_kms_key.a")) == "us-east-1"
    assert found.region(resource("aws_kms_key.a", provider="aws.recovery")) == "us-west-2"
    assert found.region(resource("aws_kms_key.a", region="ap-south-1")) == "ap-south-1"
    assert found.region(DEFINITION) == "eu-west-1"
    assert around().region(resource("aws_kms_key.a", arn=UNKNOWN)) == "us-east-1"


def test_components():
    tagged = resource("aws_ecs_service.api_v2", tags={"component": "api-v2"})
    shorter = resource("aws_ecs_service.api", tags={"component": "api"})
    untagged = resource("aws_appautoscaling_policy.api_v2_cpu")
    found = around(tagged, shorter, untagged)
    assert [found.component(one) for one in (tagged, untagged, resource("aws_x.apis"))] == [
        "api-v2",
        "api-v2",
        "untagged",
    ]


@pytest.mark.parametrize(
    ("found", "number"),
    [("256", 256), (3, 3), (None, 7), (UNKNOWN, 7), ("many", 7), ([], 7), (-1, 7), ("nan", 7), (1e300, 7)],
)
def test_numbers_in_any_form(found: object, number: float):
    assert as_number(found, 7) == number


def test_blocks_alone_or_in_a_list():
    assert blocks({"a": {"b": 1}}, "a") == blocks({"a": [{"b": 1}]}, "a") == [{"b": 1}]
    assert blocks({"a": UNKNOWN}, "a") == blocks({}, "a") == []


def test_how_many_there_are_where_a_plan_does_not_know_the_list():
    subnets = [resource(f"aws_subnet.private[{number}]") for number in range(3)]
    balancer = resource("aws_lb.public", subnets=UNKNOWN)
    references = {"aws_lb.public": {"subnets": frozenset({"aws_subnet.private"})}}
    assert around(*subnets, balancer, references=references).counted(balancer, "subnets", "aws_subnet") == 3
    assert around(*subnets).counted(resource("aws_lb.a", subnets=["a", UNKNOWN]), "subnets", "aws_subnet") == 2
    assert around(*subnets).counted(resource("aws_lb.a"), "subnets", "aws_subnet") == 0
