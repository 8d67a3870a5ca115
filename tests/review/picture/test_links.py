from review.picture.links import Links
from tests.review.picture.environment import plan, resource


def _links(*resources, **links) -> Links:
    made = plan(*resources, links={address.replace("__", "."): found for address, found in links.items()})
    return Links(made, dict(made.after))


def test_a_reference_of_the_configuration_by_argument() -> None:
    links = _links(
        resource("aws_lb.a"), resource("aws_lb_listener.b"), aws_lb_listener__b={"load_balancer_arn": "aws_lb.a"}
    )

    assert links.of("aws_lb_listener.b", "load_balancer_arn") == ["aws_lb.a"]
    assert links.of("aws_lb_listener.b", "port") == []
    assert links.of("aws_lb_listener.b") == ["aws_lb.a"]
    assert links.to("aws_lb.a") == ["aws_lb_listener.b"]


def test_an_id_in_a_value_where_the_configuration_is_not_known() -> None:
    links = _links(
        resource("aws_vpc.a", id="vpc-0123456789abcdef0"), resource("aws_subnet.b", vpc_id="vpc-0123456789abcdef0")
    )

    assert links.of("aws_subnet.b", "vpc_id") == ["aws_vpc.a"]


def test_a_name_is_no_id_of_something_else() -> None:
    links = _links(resource("aws_iam_role.a", id="shop-api"), resource("aws_ecs_service.b", name="shop-api"))

    assert links.of("aws_ecs_service.b") == []


def test_a_name_is_an_id_in_an_argument_that_names_the_owner() -> None:
    links = _links(resource("aws_iam_role.a", id="shop-api"), resource("aws_iam_role_policy.b", role="shop-api"))

    assert links.of("aws_iam_role_policy.b", "role") == ["aws_iam_role.a"]


def test_the_instance_whose_id_the_value_has() -> None:
    links = _links(
        resource("aws_subnet.a[0]", id="subnet-00000000"),
        resource("aws_subnet.a[1]", id="subnet-11111111"),
        resource("aws_nat_gateway.b", subnet_id="subnet-11111111"),
        aws_nat_gateway__b={"subnet_id": "aws_subnet.a"},
    )

    assert links.of("aws_nat_gateway.b") == ["aws_subnet.a[1]"]


def test_the_instance_of_the_same_index() -> None:
    links = _links(
        resource("aws_subnet.a[0]"),
        resource("aws_subnet.a[1]"),
        resource("aws_nat_gateway.b[1]"),
        aws_nat_gateway__b={"subnet_id": "aws_subnet.a"},
    )

    assert links.of("aws_nat_gateway.b[1]") == ["aws_subnet.a[1]"]


def test_all_instances_where_it_may_be_any() -> None:
    links = _links(
        resource("aws_subnet.a[0]"),
        resource("aws_subnet.a[1]"),
        resource("aws_lb.b"),
        aws_lb__b={"subnets": "aws_subnet.a"},
    )

    assert links.of("aws_lb.b") == ["aws_subnet.a[0]", "aws_subnet.a[1]"]


def test_nothing_refers_to_itself() -> None:
    links = _links(resource("aws_security_group.a"), aws_security_group__a={"ingress": "aws_security_group.a"})

    assert links.of("aws_security_group.a") == []
