from review.picture.bands import Arrangement, arrange
from review.picture.parts import parts
from review.picture.traffic import Outside, arrows
from tests.review.picture.environment import plan, resource, web_system


def _arranged(made) -> Arrangement:
    found = parts(made)
    return arrange(found, arrows(found))


def test_bands_from_the_top() -> None:
    arranged = _arranged(web_system())

    assert [(band.title, band.vpc) for band in arranged.bands] == [
        ("Public subnets", "aws_vpc.main"),
        ("Private subnets", "aws_vpc.main"),
        ("Data subnets", "aws_vpc.main"),
        ("Storage and secrets", ""),
    ]


def test_the_outside_is_above_everything() -> None:
    arranged = _arranged(web_system())

    assert arranged.outside is not None
    assert [cell.end for cell in arranged.outside.cells] == [Outside.INTERNET, Outside.SERVICES]
    assert _arranged(plan(resource("aws_s3_bucket.a"))).outside is None


def test_each_zone_has_a_column() -> None:
    public = _arranged(web_system(zones=3)).bands[0]

    assert [(lane.zone, [subnet.cidr for subnet in lane.subnets]) for lane in public.lanes] == [
        ("eu-central-1a", ["10.0.0.0/24"]),
        ("eu-central-1b", ["10.0.1.0/24"]),
        ("eu-central-1c", ["10.0.2.0/24"]),
    ]


def test_a_box_spans_its_zones() -> None:
    public = _arranged(web_system(zones=3)).bands[0]
    balancer, gateways = public.rows

    assert [cell.x for cell in gateways.cells] == [lane.x for lane in public.lanes]
    assert balancer.cells[0].right == public.lanes[-1].x + public.lanes[-1].width


def test_without_a_vpc_tiers_are_plain() -> None:
    arranged = _arranged(
        plan(resource("aws_ecs_service.a"), resource("aws_db_instance.b"), resource("aws_lambda_function.c"))
    )

    assert [band.title for band in arranged.bands] == ["Compute", "Data", "Serverless"]


def test_other_regions_come_last() -> None:
    made = plan(
        resource("aws_kms_key.a"),
        resource("aws_kms_key.b", provider="aws.recovery"),
        resource("aws_kms_key.c", provider="aws.third"),
        regions={"aws.recovery": "us-west-2"},
    )

    assert [band.title for band in _arranged(made).bands] == [
        "Storage and secrets",
        "us-west-2 (aws.recovery)",
        "Provider aws.third",
    ]
