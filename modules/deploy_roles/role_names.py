"""What the roles are called: the stack that makes them and the workflows that assume them agree here."""

from modules.base.names import ROLE_NAME_LIMIT, shortened

"""Characters of an IAM role's name."""


def role_name(stack_name: str, local_name: str) -> str:
    """`local_name` is `dev_plan`, `dev_apply`, `shared_plan` or `push`; `stack_name` that of the shared stack."""
    return shortened(f"{stack_name}-{local_name.replace('_', '-')}", ROLE_NAME_LIMIT)


def github_environment(given: str | None, deployment_name: str) -> str:
    """The GitHub environment that a job must run in to apply; `given` is the setting."""
    return given or deployment_name
