"""What every stack has: one Terraform root with remote state, pinned versions, one account and default tags."""

from collections.abc import Mapping
from typing import Any

from cdktf import App, S3Backend, TerraformStack

from modules.base.context import Context
from modules.state.construct import state_key_alias_arn
from resources import Collection, Ref
from resources.schema import schema
from settings.stack import StackSettings
from settings.state import StateSettings
from settings.target import Target
from stacks.root_writer import RootWriter

TERRAFORM_VERSIONS = ">= 1.11.0, < 2.0.0"


class BaseStack(TerraformStack):
    """A scope for modules (`collection`, `prefix`, `component`, `context`) that becomes one root."""

    prefix = ""
    component = ""

    def __init__(
        self,
        app: App,
        target: Target,
        settings: StackSettings,
        state: StateSettings,
        *,
        aliases: Mapping[str, str] | None = None,
        role_boundary_arn: str | None = None,
    ) -> None:
        """`aliases` are further providers, alias -> region: {"recovery": "us-west-2"} is what `aws.recovery` names.

        `role_boundary_arn` is the permissions boundary of every role in the stack.
        """
        super().__init__(app, target.stack_id)
        self.context = settings.context(target)
        aliases = aliases or {}
        of_roles = {} if role_boundary_arn is None else {"permissions_boundary": role_boundary_arn}
        self.collection = Collection([f"aws.{alias}" for alias in aliases], {"aws_iam_role": of_roles})
        self._providers = _providers(self.context, settings.tags(target).default_tags(), aliases)
        self._remote_state(state, settings.deployment(target).state_key)
        self.synthesizer = RootWriter(self, self._parts)

    def output(self, name: str, value: Any, *, description: str) -> None:
        self.collection.output(name, value, description=description)

    def variable(self, name: str, *, type: str, description: str, default: Any = None) -> Ref:
        return self.collection.variable(name, type=type, description=description, default=default)

    def _parts(self) -> dict[str, Any]:
        return {
            "terraform": {
                "required_version": TERRAFORM_VERSIONS,
                # The version whose schema the resources were checked against.
                "required_providers": {"aws": schema()["provider"]},
            },
            "provider": {"aws": self._providers},
            **self.collection.to_terraform(),
        }

    def _remote_state(self, state: StateSettings, state_key: str) -> None:
        locks = state.state.locks
        keeper = state.context(Target.parse("state"))
        # The state stack's own state cannot need a key that this state creates.
        holds_key = self.context == keeper
        S3Backend(
            self,
            bucket=state.state.bucket_name,
            key=state_key,
            region=state.region,
            encrypt=True,
            kms_key_id=None if holds_key else state_key_alias_arn(keeper),
            dynamodb_table=state.state.lock_table_name if "dynamodb_table" in locks else None,
        )
        if "s3_lock_file" in locks:
            # cdktf 0.21's S3Backend does not know this argument.
            self.add_override("terraform.backend.s3.use_lockfile", True)
        self.add_override("terraform.backend.s3.allowed_account_ids", [state.account_id])


def _providers(context: Context, tags: Mapping[str, str], aliases: Mapping[str, str]) -> list[dict[str, Any]]:
    everywhere = {
        "allowed_account_ids": [context.account_id],
        "default_tags": [{"tags": dict(tags)}],
    }
    return [
        {"region": context.region, **everywhere},
        *({"alias": alias, "region": region, **everywhere} for alias, region in aliases.items()),
    ]
