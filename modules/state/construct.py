"""The place where Terraform keeps its state."""

from modules.base.construct import Module, ModuleScope
from modules.base.context import Context
from modules.state.inputs import StateInputs

KEY_ALIAS = "alias/stackwright-state"


def state_key_alias_arn(context: Context) -> str:
    """The key that encrypts state objects, by its alias: known before the key exists."""
    return context.arn("kms", KEY_ALIAS)
