"""What a resource refuses when it is made, and what can be referred to. See test_check.py for the arguments themselves."""

import pytest

from resources import Collection, Ref, ResourceError, aws, given
from resources.ref import RefError


class Scope:
    """The smallest scope: no prefix, no component."""

    def __init__(self, prefix: str = "", component: str = "", provider_aliases: tuple[str, ...] = ()) -> None:
        self.collection = Collection(provider_aliases)
        self.prefix = prefix
        self.component = component


@pytest.fixture
def scope() -> Scope:
    return Scope()


def refusal(make) -> list[str]:
    """The problems of a refused resource, each without the line of Python it begins with."""
    with pytest.raises(ResourceError) as error:
        make()
    lines = str(error.value).splitlines()
    assert all(line.startswith(__file__) for line in lines)
    return [line.split(": ", 1)[1] for line in lines]


def block(scope: Scope, terraform_type: str, name: str) -> dict:
    return scope.collection.to_terraform()["resource"][terraform_type][name]


def test_address_is_prefix_and_local_name_with_underscores():
    assert aws.Vpc(Scope("api-blue"), "main-a", cidr_block="10.0.0.0/16").terraform_address == "aws_vpc.api_blue_main_a"


def test_address_without_a_local_name_is_the_prefix():
    assert aws.Vpc(Scope("network"), cidr_block="10.0.0.0/16").terraform_address == "aws_vpc.network"


def test_address_must_be_a_terraform_name(scope):
    assert refusal(lambda: aws.Vpc(scope, "1a", cidr_block="10.0.0.0/16")) == ["aws_vpc.1a is not a Terraform name"]


def test_component_tag_is_added_where_a_resource_takes_tags():
    scope = Scope("network", component="network")
    aws.Vpc(scope, cidr_block="10.0.0.0/16", tags={"Name": "shop"})
    aws.Route(scope, route_table_id="rtb-1")
    assert block(scope, "aws_vpc", "network")["tags"] == {"component": "network", "Name": "shop"}
    assert block(scope, "aws_route", "network") == {"route_table_id": "rtb-1"}


def test_a_resource_is_made_once(scope):
    aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    with pytest.raises(
        ResourceError, match=r"test_resource.py:\d+: aws_vpc.main is already made at .*test_resource.py:\d+"
    ):
        aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")


def test_all_problems_are_reported_at_once(scope):
    assert refusal(lambda: aws.Vpc(scope, "main", cidr_blok="10.0.0.0/16", enable_dns_support="yes", arn="x")) == [
        "aws_vpc.main.cidr_blok is not an argument; did you mean cidr_block?",
        "aws_vpc.main.enable_dns_support must be a bool, got the str 'yes'",
        "aws_vpc.main.arn is computed by the provider and cannot be set",
    ]


def test_source_line_is_the_line_that_made_the_resource(scope):
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    line = test_source_line_is_the_line_that_made_the_resource.__code__.co_firstlineno + 1
    assert str(vpc.source_line) == f"{__file__}:{line}"


def test_attribute_is_a_reference(scope):
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    assert vpc.id == "${aws_vpc.main.id}"
    assert f"arn of {vpc.id}" == "arn of ${aws_vpc.main.id}"


def test_wrong_attribute_is_refused(scope):
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    with pytest.raises(AttributeError, match=r"^aws_vpc.main has no attribute idd; did you mean id\?$"):
        vpc.idd


def test_write_only_argument_cannot_be_read(scope):
    version = aws.SecretsmanagerSecretVersion(
        scope, "main", secret_id="x", secret_string_wo="y", secret_string_wo_version=1
    )
    with pytest.raises(AttributeError, match="has no attribute secret_string_wo;"):
        version.secret_string_wo


def test_arguments_cannot_be_set_later(scope):
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    with pytest.raises(AttributeError, match="^aws_vpc.main: arguments are set when the resource is made$"):
        vpc.cidr_block = "10.1.0.0/16"


def test_nested_attribute_is_checked_to_its_end(scope):
    database = aws.DbInstance(scope, "main", instance_class="db.t4g.micro")
    secret_arn = database.master_user_secret.at(0).attr("secret_arn")
    assert secret_arn == "${aws_db_instance.main.master_user_secret[0].secret_arn}"
    with pytest.raises(RefError, match=r"master_user_secret\[0\] has no attribute arn; it has kms_key_id, secret_arn"):
        database.master_user_secret.at(0).attr("arn")


def test_set_cannot_be_indexed(scope):
    certificate = aws.AcmCertificate(scope, "main", domain_name="example.com", validation_method="DNS")
    with pytest.raises(
        RefError, match=r"domain_validation_options is a set, which has no elements to index; use one\(\)"
    ):
        certificate.domain_validation_options.at(0)
    record = certificate.domain_validation_options.one().attr("resource_record_name")
    assert record == "${one(aws_acm_certificate.main.domain_validation_options).resource_record_name}"


def test_reference_is_not_sliced_like_text(scope):
    with pytest.raises(TypeError, match=r"^write \.at\(0\) instead of \[0\]"):
        aws.Vpc(scope, "main", cidr_block="10.0.0.0/16").id[0]


def test_reference_of_another_type_is_refused(scope):
    zone = aws.Lb(scope, "main", subnets=["subnet-1"])
    assert refusal(lambda: aws.Vpc(scope, "main", cidr_block=zone.subnets)) == [
        "aws_vpc.main.cidr_block must be a string, got aws_lb.main.subnets, which is a set of string"
    ]


def test_instances_are_addressed_by_key(scope):
    subnets = aws.Subnet(scope, "main", vpc_id="vpc-1", for_each={"a": "us-east-1a"}, availability_zone="${each.value}")
    assert subnets.at("a").attr("id") == '${aws_subnet.main["a"].id}'
    with pytest.raises(
        AttributeError, match=r'^aws_subnet.main has count or for_each: write \.at\(key\)\.attr\("id"\)$'
    ):
        subnets.id
    with pytest.raises(RefError, match=r'aws_subnet.main\["a"\] has no attribute idd; did you mean id\?'):
        subnets.at("a").attr("idd")


def test_a_single_resource_has_no_instances(scope):
    with pytest.raises(
        RefError, match="^aws_vpc.main has neither count nor for_each: refer to its attributes directly$"
    ):
        aws.Vpc(scope, "main", cidr_block="10.0.0.0/16").at(0)


def test_meta_arguments_are_emitted():
    scope = Scope(provider_aliases=("aws.us_east_1",))
    gateway = aws.InternetGateway(scope, "main")
    aws.Eip(
        scope,
        "nat",
        count=2,
        provider="aws.us_east_1",
        depends_on=[gateway],
        lifecycle={"prevent_destroy": True, "ignore_changes": ["tags"]},
    )
    assert block(scope, "aws_eip", "nat") == {
        "count": 2,
        "provider": "aws.us_east_1",
        "depends_on": ["aws_internet_gateway.main"],
        "lifecycle": {"prevent_destroy": True, "ignore_changes": ["tags"]},
    }


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"provider": "aws.eu"}, "provider must be a provider alias of this stack (none), got 'aws.eu'"),
        ({"depends_on": ["aws_vpc.main"]}, "depends_on takes resources, got 'aws_vpc.main'"),
        ({"count": "two"}, "count must be a number, got the str 'two'"),
        ({"for_each": ["a"]}, "for_each must be a dict or a reference, got ['a']"),
        (
            {"lifecycle": {"prevent_destory": True}},
            "lifecycle.prevent_destory is not an argument; did you mean prevent_destroy?",
        ),
        ({"lifecycle": {"prevent_destroy": "yes"}}, "lifecycle.prevent_destroy must be a bool, got 'yes'"),
        (
            {"lifecycle": {"ignore_changes": ["tag"]}},
            "lifecycle.ignore_changes names tag, which is no attribute; did you mean tags?",
        ),
    ],
)
def test_meta_arguments_are_checked(scope, meta, expected):
    assert refusal(lambda: aws.Eip(scope, "nat", **meta)) == [f"aws_eip.nat.{expected}"]


def test_count_and_for_each_exclude_each_other(scope):
    assert refusal(lambda: aws.Eip(scope, "nat", count=1, for_each={})) == [
        "aws_eip.nat has both count and for_each; Terraform takes one of them"
    ]


def test_unknown_type_is_refused_with_the_near_one():
    with pytest.raises(AttributeError, match=r"^resources.aws has no EcsServices; did you mean EcsService\? \(types"):
        aws.EcsServices


def test_given_drops_what_has_no_value():
    assert given(a=1, b=None, c=False, d=[]) == {"a": 1, "c": False, "d": []}


def test_emitted_values_are_plain(scope):
    vpc = aws.Vpc(scope, "main", cidr_block="10.0.0.0/16")
    aws.Lb(scope, "main", subnets=(vpc.id,))
    subnets = block(scope, "aws_lb", "main")["subnets"]
    assert (type(subnets), type(subnets[0])) == (list, str)
    assert isinstance(vpc.id, Ref)
