"""Reviews written by hand."""

from typing import Any

from review.cost.change import change as cost_change
from review.model import (
    SENSITIVE,
    UNKNOWN,
    Action,
    AttributeChange,
    Change,
    Finding,
    NotJudged,
    OutputChange,
    Plan,
    Resource,
    Severity,
    Source,
)
from review.picture import picture
from review.review import Accepted, Review

HOSTILE = '"></title></style></script><script>alert(1)</script><img src=x onerror=alert(2)>\x00\u202e'


def resource(address: str, component: str = "", **values: Any) -> Resource:
    """A resource with the `component` tag."""
    terraform_type, name = address.split(".")
    return Resource(
        address, terraform_type, name, {"tags": {"component": component}, **values} if component else values
    )


def full_review(name: str = "shop/prod") -> Review:
    """One of everything. `name` stands wherever a stranger may decide what is written."""
    database = resource(
        "aws_db_instance.main", "database", identifier="shop", instance_class="db.r6g.large", password=SENSITIVE
    )
    bucket = resource("aws_s3_bucket.old", "logs", bucket=name)
    queue = resource(
        "aws_sqs_queue.jobs", "jobs", name=name, arn=UNKNOWN, tags_all={"component": "jobs", "system": "shop"}
    )
    changes = (
        Change(
            database.address,
            database.type,
            Action.REPLACE,
            database,
            database,
            attributes=(
                AttributeChange(("engine",), "postgres", name, forces_replacement=True),
                AttributeChange(("password",), SENSITIVE, UNKNOWN),
                AttributeChange(("parameter", 0, "value"), None, {"a": [1, True]}),
            ),
            folded=2,
            reason="replace_because_cannot_update",
            create_before_destroy=True,
        ),
        Change(bucket.address, bucket.type, Action.DESTROY, bucket, None),
        Change(queue.address, queue.type, Action.CREATE, None, queue),
    )
    plan = Plan(
        changes=changes,
        drift=(
            Change(
                queue.address,
                queue.type,
                Action.UPDATE,
                queue,
                queue,
                attributes=(AttributeChange(("delay_seconds",), 5, 0),),
            ),
        ),
        outputs=(OutputChange("url", None, name), OutputChange("key", SENSITIVE, SENSITIVE)),
        before={one.address: one for one in (database, bucket)},
        after={one.address: one for one in (database, queue)},
        terraform_version="1.11.4",
        no_ops=3,
        complete=False,
    )
    findings = (
        Finding(
            "data-destroyed",
            "data loss",
            Severity.CRITICAL,
            bucket.address,
            f"It is destroyed, and with it every object of {name}.",
            "Copy what somebody needs; to keep the bucket, use a `removed` block.",
            source=Source("modules/static_site/construct.py:40", "envs/shop/prod.tfvars:12"),
        ),
        Finding(
            "data-replaced",
            "data loss",
            Severity.CRITICAL,
            database.address,
            "It is made anew.",
            "Keep it.",
            ("engine",),
        ),
        Finding("public-queue", "exposure", Severity.LOW, queue.address, "Everyone may send.", "Name who may."),
    )
    return Review(
        title=name,
        plan=plan,
        findings=findings,
        not_judged=(NotJudged("aws_x_y", "no rule knows it", ("aws_x_y.a", "aws_x_y.b")),),
        cost=cost_change(plan),
        sources={database.address: Source("modules/rds_postgres/construct.py:40", "envs/shop/prod.tfvars:61")},
        picture=picture(plan, title=name),
        accepted=(
            Accepted(
                Finding("no-logs", "policy", Severity.MEDIUM, queue.address, "Nothing is logged.", "Switch it on."),
                "Costs more than it tells",
                "policy.toml:4",
            ),
        ),
    )


def empty_review() -> Review:
    """Of a plan that does nothing."""
    return Review(title="shop/dev", plan=Plan((), (), (), {}, {}), findings=())
