"""Who may log in to a cache, and how."""

from typing import Any, Literal

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.base.names import shortened
from modules.secrets.container import secret_container
from resources import aws

USER_ID_LIMIT = 40
PASSWORD_LENGTH = 48

# Everything an application does, and INFO, which ioredis and BullMQ send first; not FLUSHALL, CONFIG, KEYS, DEBUG.
TASK_ACCESS = "on ~* &* +@all -@dangerous +info"
NO_ACCESS = "off -@all"

# Users and groups of this engine serve Valkey as well, and only they may hold a user without a password:
# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
ENGINE = "redis"


class Access(Module):
    """A user group with one user for the tasks; the user that a connection has without a login is switched off.

    Gives `user_group_id`, `user_name`, `secrets` and `statements`. The tasks' user is made for IAM tokens, because it
    needs some way to log in and this one has no value to keep; `stackwright secrets` gives it a password instead.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        authentication: Literal["password", "iam"],
        *,
        replication_group_id: str,
        kms_key_arn: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        # IAM authentication wants a user's id and name to be the same.
        self.user_name = replication_group_id
        self.secrets: dict[str, str] = {}
        self.statements: tuple[Statement, ...] = ()
        user_arn = self.context.arn("elasticache", f"user:{self.user_name}")
        lifecycle: dict[str, Any] = {}
        if authentication == "iam":
            group_arn = self.context.arn("elasticache", f"replicationgroup:{replication_group_id}")
            self.statements = (
                Statement(sid="LogInToTheCache", actions=["elasticache:Connect"], resources=[group_arn, user_arn]),
            )
        else:
            lifecycle = {"lifecycle": {"ignore_changes": ["authentication_mode"]}}
            self.secrets["REDIS_AUTH_TOKEN"] = secret_container(
                self,
                "password",
                name="REDIS_AUTH_TOKEN",
                description=f"Password of the cache user {self.user_name}",
                kms_key_arn=kms_key_arn,
                deletion_protection=deletion_protection,
                generated_length=PASSWORD_LENGTH,
                applies_to=[user_arn],
            ).arn
        nobody = aws.ElasticacheUser(
            self,
            "nobody",
            user_id=shortened(f"{replication_group_id}-nobody", USER_ID_LIMIT),
            user_name="default",
            engine=ENGINE,
            access_string=NO_ACCESS,
            authentication_mode={"type": "no-password-required"},
        )
        tasks = aws.ElasticacheUser(
            self,
            "tasks",
            user_id=self.user_name,
            user_name=self.user_name,
            engine=ENGINE,
            access_string=TASK_ACCESS,
            authentication_mode={"type": "iam"},
            **lifecycle,
        )
        group = aws.ElasticacheUserGroup(
            self, user_group_id=replication_group_id, engine=ENGINE, user_ids=[nobody.user_id, tasks.user_id]
        )
        self.user_group_id = group.id
