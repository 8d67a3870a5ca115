from typing import Any

from scripts.base.deployed import deployed


def resource(address: str, count: int = 1, **attributes: Any) -> dict[str, Any]:
    """A resource of a state, each instance with these attributes."""
    terraform_type, name = address.split(".")
    return {"mode": "managed", "type": terraform_type, "name": name, "instances": [{"attributes": attributes}] * count}


def in_component(address: str, component: str, count: int = 1, **attributes: Any) -> dict[str, Any]:
    return resource(address, count, tags_all={"component": component}, **attributes)


def test_counts_by_component_its_own_entity_first_then_the_most_frequent_types():
    state = {
        "resources": [
            in_component("aws_vpc.network", "network"),
            in_component("aws_subnet.network_public", "network", count=3),
            in_component("aws_route_table.network_private", "network", count=2),
            in_component("aws_eip.network_a", "network"),
            in_component("aws_flow_log.network_all", "network"),
            in_component("aws_lb.load_balancer", "load_balancer"),
        ]
    }
    assert deployed(state).resources == 9
    assert deployed(state).lines() == [
        "load_balancer    1  lb",
        "network          8  vpc, 3 subnet, 2 route_table, 2 more types",
    ]


def test_what_has_no_tags_belongs_to_the_component_its_name_begins_with():
    state = {
        "resources": [
            in_component("aws_iam_role.api_task", "api"),
            resource("aws_iam_role_policy.api_task"),
            in_component("aws_lb.load_balancer", "load_balancer"),
            resource("aws_lb_listener_thing.load_balancer_https", tags_all=None),
            resource("aws_route53_record.dns_example"),
        ]
    }
    assert {component: counts.total() for component, counts in deployed(state).components.items()} == {
        "api": 2,
        "load_balancer": 2,
        "dns": 1,
    }


def test_leaves_out_data_sources_and_sensitive_outputs():
    state = {
        "resources": [{"mode": "data", "type": "aws_region", "name": "here", "instances": [{"attributes": {}}]}],
        "outputs": {"url": {"value": "https://x"}, "token": {"value": "secret", "sensitive": True}},
    }
    assert deployed(state).resources == 0
    assert deployed(state).outputs == {"url": "https://x"}


def test_names_the_clusters():
    state = {"resources": [in_component("aws_ecs_cluster.cluster", "cluster", name="shop-dev")]}
    assert deployed(state).clusters == ("shop-dev",)


def test_no_state_is_nothing():
    assert (deployed(None).resources, deployed(None).lines()) == (0, [])


def test_says_what_data_there_is():
    state = {
        "resources": [
            in_component("aws_s3_bucket.files", "files", count=2),
            in_component("aws_ssm_parameter.plain", "parameters", type="String"),
            in_component("aws_ssm_parameter.key", "parameters", type="SecureString"),
            in_component("aws_vpc.network", "network"),
        ]
    }
    assert deployed(state).data == (
        "aws_s3_bucket.files: every object in the bucket",
        "aws_ssm_parameter.key: the parameter's value, which nobody may have kept",
    )
