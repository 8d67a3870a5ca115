import pytest

from review.picture.icons import ICONS
from review.picture.kinds import UNKNOWN_ICON, Tier, plural
from review.picture.kinds_aws import BOXES, GROUPS
from review.picture.kinds_pieces import PIECES, kind_of, parent_type, place_of

ALL = {**BOXES, **GROUPS, **PIECES}


def test_no_type_has_two_kinds() -> None:
    assert len(ALL) == len(BOXES) + len(GROUPS) + len(PIECES)


def test_every_kind_has_a_drawing() -> None:
    assert {kind.icon for kind in ALL.values()} | {UNKNOWN_ICON, "globe"} == set(ICONS)


def test_a_known_type() -> None:
    kind = kind_of("aws_ecs_service")

    assert (kind.tier, kind.noun, kind.group, kind.owned) == (Tier.PRIVATE, "ECS service", "", False)


def test_a_type_named_after_a_known_one_is_a_piece_of_it() -> None:
    kind = kind_of("aws_s3_bucket_versioning")

    assert (kind.noun, kind.owned, parent_type("aws_s3_bucket_versioning")) == ("versioning", True, "aws_s3_bucket")


def test_a_type_named_after_a_group_goes_to_that_group() -> None:
    assert kind_of("aws_sns_topic_policy").group == "Topics"


def test_a_type_of_a_stranger_is_shown_under_its_own_name() -> None:
    kind = kind_of("google_compute_instance")

    assert (kind.tier, kind.group, kind.owned) == (Tier.OTHER, "google_compute_instance", False)


def test_boxes_have_the_order_of_the_table() -> None:
    types = ["aws_s3_bucket", "google_compute_instance", "aws_lb", "aws_cloudfront_distribution"]

    assert sorted(types, key=place_of) == [
        "aws_cloudfront_distribution",
        "aws_lb",
        "aws_s3_bucket",
        "google_compute_instance",
    ]


@pytest.mark.parametrize(
    ("count", "noun", "expected"),
    [
        (1, "alarm", "1 alarm"),
        (2, "alarm", "2 alarms"),
        (3, "policy", "3 policies"),
        (2, "key", "2 keys"),
        (0, "class", "0 classes"),
    ],
)
def test_plural(count: int, noun: str, expected: str) -> None:
    assert plural(count, noun) == expected
