from dataclasses import replace

from review.model import Action, Change, Plan
from review.picture.groups import LIMIT
from review.picture.kinds import Tier
from review.picture.part import Part
from review.picture.parts import parts
from tests.review.picture.crowd import crowd
from tests.review.picture.environment import plan, resource, web_system


def _titled(made: Plan, title: str) -> Part:
    [found] = [part for part in parts(made).boxes if part.title == title]
    return found


def test_every_resource_is_in_exactly_one_part() -> None:
    for made in (web_system(), crowd(3)):
        found = parts(made)
        placed = [address for part in (*found.boxes, *found.frames.values()) for address in part.addresses]

        assert sorted(placed) == sorted(found.resources)


def test_tiers() -> None:
    tiers = {part.title: part.tier for part in parts(web_system()).boxes}

    assert tiers == {
        "nat-a": Tier.PUBLIC,
        "nat-b": Tier.PUBLIC,
        "public": Tier.PUBLIC,
        "api": Tier.PRIVATE,
        "database": Tier.DATA,
        "uploads": Tier.STORE,
    }


def test_a_service_in_public_subnets_is_shown_there() -> None:
    made = plan(
        resource("aws_vpc.a"),
        resource("aws_subnet.public_a"),
        resource("aws_ecs_service.api"),
        links={
            "aws_subnet.public_a": {"vpc_id": "aws_vpc.a"},
            "aws_ecs_service.api": {"network_configuration": "aws_subnet.public_a"},
        },
    )

    assert _titled(made, "api").tier is Tier.PUBLIC


def test_a_part_knows_its_zones_and_pieces() -> None:
    api = _titled(web_system(), "api")

    assert api.zones == ("eu-central-1a", "eu-central-1b")
    assert api.vpc == "aws_vpc.main"
    assert api.pieces == (
        "aws_ecs_task_definition.api",
        "aws_iam_role.task",
        "aws_iam_role_policy.task",
        "aws_lb_target_group.api",
        "aws_security_group.api",
        "aws_vpc_security_group_egress_rule.api",
        "aws_vpc_security_group_ingress_rule.api",
    )


def test_nothing_happens_to_what_does_not_change() -> None:
    api = _titled(web_system(), "api")

    assert (api.action, api.whole, dict(api.counts)) == (None, False, {})


def test_what_happens_to_a_box_and_its_pieces() -> None:
    api = _titled(web_system({"aws_ecs_service.api": Action.UPDATE, "aws_iam_role.task": Action.DESTROY}), "api")

    assert (api.action, api.whole) == (Action.UPDATE, True)
    assert dict(api.counts) == {Action.UPDATE: 1, Action.DESTROY: 1}


def test_what_happens_to_pieces_alone() -> None:
    api = _titled(web_system({"aws_iam_role_policy.task": Action.REPLACE}), "api")

    assert (api.action, api.whole) == (Action.REPLACE, False)


def test_what_goes_away_is_still_shown() -> None:
    database = _titled(web_system({"aws_db_instance.main": Action.DESTROY}), "database")

    assert (database.action, database.whole) == (Action.DESTROY, True)


def test_what_moved_is_shown_once() -> None:
    made = web_system({"aws_db_instance.main": Action.MOVE})
    before = {**made.before, "aws_db_instance.old": made.before["aws_db_instance.main"]}

    assert "aws_db_instance.old" not in parts(Plan(made.changes, (), (), before, made.after)).resources


def test_many_of_a_kind_share_a_box() -> None:
    alarms = [resource(f"aws_cloudwatch_metric_alarm.{name}", alarm_name=name) for name in ("cpu", "memory", "errors")]
    group = _titled(plan(*alarms), "3 alarms")

    assert [fact.value for fact in group.facts] == ["cpu, errors, memory"]
    assert len(group.members) == 3


def test_very_many_are_counted_by_component() -> None:
    counts = {"api": 4, "cache": 3, "database": 2}
    alarms = [
        resource(f"aws_cloudwatch_metric_alarm.{component}_{number}", tags={"component": component})
        for component, count in counts.items()
        for number in range(count)
    ]

    assert [fact.value for fact in _titled(plan(*alarms), "9 alarms").facts] == ["api 4, cache 3, database 2"]


def test_a_group_of_one_has_its_name() -> None:
    assert _titled(plan(resource("aws_kms_key.data")), "data").subtitle == "KMS key"


def test_a_group_of_several_kinds_says_which() -> None:
    group = _titled(
        plan(resource("aws_backup_vault.a"), resource("aws_backup_plan.a"), resource("aws_backup_plan.b")), "Backup"
    )

    assert group.subtitle == "2 backup plans, 1 backup vault"


def test_in_a_long_row_what_changes_comes_first() -> None:
    buckets = [resource(f"aws_s3_bucket.b{number:02}") for number in range(LIMIT + 5)]
    made = plan(*buckets, actions={"aws_s3_bucket.b16": Action.DESTROY, "aws_s3_bucket.b15": Action.UPDATE})
    shown = [part for part in parts(made).boxes if len(part.members) == 1]
    [rest] = [part for part in parts(made).boxes if len(part.members) > 1]

    assert {"b16", "b15"} < {part.title for part in shown}
    assert (len(shown), rest.title, rest.action) == (LIMIT - 1, "6 more S3 buckets", None)


def test_types_of_strangers_have_their_own_tier() -> None:
    group = _titled(
        plan(resource("google_compute_instance.a"), resource("google_compute_instance.b")), "compute_instance"
    )

    assert (group.tier, group.subtitle) == (Tier.OTHER, "2 resources of google")


def test_another_region_is_another_place() -> None:
    made = plan(resource("aws_kms_key.a"), resource("aws_kms_key.b", provider="aws.recovery"))

    assert [(part.title, part.region) for part in parts(made).boxes] == [("a", ""), ("b", "aws.recovery")]


def test_an_old_object_that_a_replacement_left_behind_is_not_the_resource() -> None:
    bucket = resource("aws_s3_bucket.a")
    old = Change(bucket.address, bucket.type, Action.DESTROY, bucket, None, deposed="abcd1234")

    assert _titled(replace(plan(bucket), changes=(old,)), "a").action is None
