import pytest

from review.model import SENSITIVE, UNKNOWN
from review.picture.names import name, shared_prefix, short, summary, titled
from tests.review.picture.environment import resource


def test_the_name_in_aws() -> None:
    assert name(resource("aws_s3_bucket.logs", bucket="shop-logs")) == "shop-logs"


def test_the_tag_where_there_is_no_name() -> None:
    assert name(resource("aws_nat_gateway.a", tags={"Name": "shop-nat-a"})) == "shop-nat-a"


@pytest.mark.parametrize("value", [UNKNOWN, SENSITIVE, None, "", True])
def test_the_name_in_the_configuration_where_no_other_can_be_shown(value: object) -> None:
    assert name(resource("aws_lb.front", name=value)) == "front"


def test_the_module_where_the_configuration_says_this() -> None:
    assert name(resource("module.a.module.network.aws_vpc.this")) == "network"


def test_the_index_tells_instances_apart() -> None:
    assert name(resource('aws_sqs_queue.jobs["mail"]')) == "jobs[mail]"


def test_what_most_names_begin_with() -> None:
    assert (
        shared_prefix(["shop-prod-api", "shop-prod-ui", "shop-prod-db", "shop-prod-cache", "example"]) == "shop-prod-"
    )


def test_few_names_have_nothing_in_common() -> None:
    assert shared_prefix(["shop-prod-api", "shop-prod-ui"]) == ""


def test_domains_are_no_names() -> None:
    assert shared_prefix(["a-b.com", "a-c.com", "a-d.com", "a-e.com"]) == ""


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("shop-prod-api", "api"),
        ("shop-prod", "shop-prod"),
        ("shop-prod-", "shop-prod-"),
        ("shop-production-api", "shop-production-api"),
        ("/ecs/shop-prod/api", "/ecs/api"),
        ("shop/prod/API_KEY", "API_KEY"),
        ("shop-prod.com", "shop-prod.com"),
        ("shop-prod-logs-123456789012", "logs"),
    ],
)
def test_short(full: str, expected: str) -> None:
    assert short(full, "shop-prod-") == expected


def test_without_a_prefix_a_name_stays() -> None:
    assert short("shop-prod-api", "") == "shop-prod-api"


def test_what_is_named_like_the_environment_is_called_what_it_is() -> None:
    assert titled("shop-prod", "load balancer", "shop-prod-") == ("Load balancer", "shop-prod")
    assert titled("api", "load balancer", "shop-prod-") == ("api", "Load balancer")


def test_many_names_are_counted_by_what_they_begin_with() -> None:
    names = ["cache-1-cpu", "cache-2-cpu", "load-balancer-5xx", "load-balancer-rejected", "site"]

    assert summary(names) == "cache 2, load-balancer 2, site"
