"""Rules about data that everyone can get at: public buckets, databases and snapshots."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.model import Action, Severity
from review.risk.rule import EXPOSURE, Risk, Rule
from review.risk.subject import Subject, at, blocks, flag, is_mark, text, texts
from review.risk.surroundings import Surroundings

PUBLIC_ACCESS_BLOCK: Final = (
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
)
PUBLIC_ACLS: Final = ("public-read", "public-read-write", "authenticated-read")
EVERYBODY: Final = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)


def access_block_lifted(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action is Action.DESTROY:
        lifted = [name for name in PUBLIC_ACCESS_BLOCK if flag(subject.before, name)]
    else:
        lifted = [
            name
            for name in PUBLIC_ACCESS_BLOCK
            if subject.is_there_after
            and flag(subject.after, name) is not True
            and not is_mark(at(subject.after, name))
            and (flag(subject.before, name) is True or not subject.before)
        ]
    if lifted:
        what = "all buckets of the account" if "account" in subject.type else "the bucket"
        yield Risk(
            Severity.HIGH,
            f"Not switched on for {what}: {', '.join(lifted)}; a policy or an ACL can make objects public.",
            "Keep all four on; serve public files through CloudFront with an origin access control.",
            () if subject.action is Action.DESTROY else (lifted[0],),
        )


def acl_public(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    acl = text(subject.after, "acl")
    if acl in PUBLIC_ACLS and text(subject.before, "acl") != acl:
        yield Risk(
            Severity.CRITICAL,
            f"The ACL {acl} lets everyone on the internet at the objects.",
            "Use the ACL private, and CloudFront for what is meant for the public.",
            ("acl",),
        )
    before = _public_grants(subject.before)
    for grant in sorted(_public_grants(subject.after) - before):
        yield Risk(
            Severity.CRITICAL,
            f"The ACL grants {grant} to everyone on the internet.",
            "Take the grant out, and use CloudFront for what is meant for the public.",
            ("access_control_policy",),
        )


def _public_grants(values: Mapping[str, Any]) -> set[str]:
    grants = [*blocks(values, "grant"), *blocks(values, "access_control_policy", 0, "grant")]
    return {
        permission
        for grant in grants
        if (text(grant, "uri") or text(grant, "grantee", 0, "uri")) in EVERYBODY
        for permission in (text(grant, "permission"), *texts(grant, "permissions"))
        if permission
    }


def database_public(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.turned_on("publicly_accessible"):
        yield Risk(
            Severity.CRITICAL,
            "It gets an address on the internet; only its security group keeps everyone out from then on.",
            "Keep it private, and reach it through the network, a VPN or Session Manager.",
            ("publicly_accessible",),
        )


def shared_with_all(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    all_now = "all" in texts(subject.after, "shared_accounts") and "all" not in texts(subject.before, "shared_accounts")
    if all_now or (text(subject.after, "group") == "all" and not subject.before):
        yield Risk(
            Severity.CRITICAL,
            "Every AWS account in the world may copy it, with all data in it.",
            "Name the accounts that need it.",
            ("shared_accounts",) if all_now else ("group",),
        )


RULES: Final = (
    Rule(
        "public-access-block-lifted",
        EXPOSURE,
        "buckets and accounts without a public access block",
        access_block_lifted,
        frozenset(("aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block")),
    ),
    Rule(
        "bucket-acl-public",
        EXPOSURE,
        "ACLs that let everyone at objects",
        acl_public,
        frozenset(("aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_object")),
    ),
    Rule("database-public", EXPOSURE, "databases and brokers with a public address", database_public),
    Rule(
        "shared-with-all",
        EXPOSURE,
        "snapshots and images shared with every account",
        shared_with_all,
        frozenset(("aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy", "aws_ami_launch_permission")),
    ),
)
