import json

from tests.review.making import entry
from tests.review.risk.examples import Example

OURS = {"arn": "arn:aws:iam::111111111111:role/x", "name": "x"}
OTHER = "arn:aws:iam::222222222222:root"


def allow(action: object, resource: object = "arn:aws:s3:::b/*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def policy(*statements: object, argument: str = "policy", **more: object) -> dict[str, object]:
    return {argument: json.dumps({"Statement": list(statements)}), **more}


def trust(*principals: object, **more: object) -> dict[str, object]:
    statements = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": one, **more} for one in principals]
    return policy(*statements, argument="assume_role_policy", **OURS)


DENY = {
    "Effect": "Deny",
    "Action": "s3:*",
    "Resource": "*",
    "Principal": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
ECS = {"Service": "ecs-tasks.amazonaws.com"}

EXAMPLES = {
    "permissions-grown": Example(
        bad=(
            entry(
                "aws_iam_role_policy.a", policy(allow("s3:GetObject")), policy(allow(["s3:GetObject", "s3:PutObject"]))
            ),
            entry("aws_iam_role_policy.b", policy(allow("s3:Get*")), policy(allow("s3:Get*", "*"))),
            entry("aws_iam_policy.c", None, policy(allow("*", "*"))),
            entry("aws_iam_policy.d", policy(allow("iam:PassRole")), policy(allow("iam:Pass*", "*"))),
            entry(
                "aws_kms_key.e",
                policy(allow("kms:*", "*", Principal={"AWS": OURS["arn"]}), arn="arn:aws:kms:x:111111111111:key/1"),
                policy(
                    allow("kms:*", "*", Principal={"AWS": [OURS["arn"], OTHER]}), arn="arn:aws:kms:x:111111111111:key/1"
                ),
            ),
        ),
        says=(
            "high: It now allows * on *: everything in the account.",
            "high: It now allows iam:Pass* on *, which is a way to rights that nobody gave it.",
            "high: It allows more than before: kms:* on * to arn:aws:iam::222222222222:*, another account.",
            "medium: It allows more than before: s3:PutObject on arn:aws:s3:::b/*.",
            "medium: It allows more than before: s3:Get* on *.",
        ),
        good=(
            entry("aws_iam_role_policy.a", policy(allow("s3:*")), policy(allow(["s3:GetObject", "S3:putobject"]))),
            entry("aws_iam_role_policy.b", None, policy(allow("s3:GetObject"))),
            entry("aws_iam_policy.c", policy(allow("*", "*")), None),
            entry("aws_iam_role_policy.d", None, {}, after_unknown={"policy": True}),
        ),
    ),
    "denial-lost": Example(
        bad=(entry("aws_s3_bucket_policy.a", policy(DENY), policy(allow("s3:GetObject", Principal=ECS))),),
        says=("high: It no longer denies s3:* on * to * under a condition.",),
        good=(
            entry("aws_s3_bucket_policy.a", policy(DENY), policy({k: v for k, v in DENY.items() if k != "Condition"})),
            entry("aws_s3_bucket_policy.b", policy(DENY), None),
        ),
    ),
    "trust-widened": Example(
        bad=(
            entry("aws_iam_role.a", trust(ECS), trust(ECS, {"AWS": "*"})),
            entry("aws_iam_role.b", trust(ECS), trust(ECS, {"AWS": OTHER})),
            entry("aws_iam_role.c", trust(ECS), trust(ECS, {"Service": "ec2.amazonaws.com"})),
            entry("aws_iam_role.d", None, trust({"Federated": "arn:aws:iam::111111111111:oidc-provider/x"})),
            entry(
                "aws_iam_role.e",
                trust({"AWS": OURS["arn"]}, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
                trust({"AWS": OURS["arn"]}),
            ),
        ),
        says=(
            "critical: Everyone with an AWS account may take on the role.",
            "high: The role can be taken on by arn:aws:iam::222222222222:*, or under fewer conditions, than before.",
            "high: The role can be taken on by arn:aws:iam::111111111111:oidc-provider/x.",
            "high: The role can be taken on by arn:aws:iam::111111111111:role/x, or under fewer conditions, than before.",
            "medium: The role can be taken on by ec2.amazonaws.com, or under fewer conditions, than before.",
        ),
        good=(
            entry("aws_iam_role.a", trust(ECS, {"AWS": "*"}), trust(ECS)),
            entry("aws_iam_role.b", None, trust(ECS)),
            entry(
                "aws_iam_role.d",
                None,
                trust(
                    {"Federated": "github"},
                    Condition={"StringLike": {"token.actions.githubusercontent.com:sub": "repo:o/r:*"}},
                ),
            ),
            entry("aws_iam_role.c", trust({"AWS": "111111111111"}), trust({"AWS": OURS["arn"]})),
        ),
    ),
    "policy-attached": Example(
        bad=(
            entry(
                "aws_iam_role_policy_attachment.a",
                None,
                {"role": "new", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
            ),
            entry(
                "aws_iam_role.x", OURS, OURS | {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]}
            ),
            entry("aws_iam_role_policy_attachment.c", None, {"role": "x", "policy_arn": "arn:aws:iam::1:policy/mine"}),
        ),
        says=(
            "high: AmazonS3FullAccess is attached, which allows all actions of a service on all its resources.",
            "high: AdministratorAccess is attached, which allows nearly everything.",
            "medium: mine is attached: it allows more than before.",
        ),
        good=(
            entry(
                "aws_iam_role_policy_attachment.a", None, {"role": "new", "policy_arn": "arn:aws:iam::1:policy/mine"}
            ),
            entry("aws_iam_role_policy_attachment.b", {"role": "x", "policy_arn": "arn:aws:iam::1:policy/mine"}, None),
        ),
    ),
    "boundary-removed": Example(
        bad=(entry("aws_iam_role.a", {"name": "a", "permissions_boundary": "b"}, {"name": "a"}),),
        says=("high: The permissions boundary goes: its policies alone say what it may do.",),
        good=(
            entry("aws_iam_role.a", {"name": "a"}, {"name": "a", "permissions_boundary": "b"}),
            entry("aws_iam_role.b", {"permissions_boundary": "b"}, {}, after_unknown={"permissions_boundary": True}),
        ),
    ),
}
