"""A stack for the tests of modules, and the messages that inputs give."""

from collections.abc import Callable, Iterator
from typing import Any

from cdktf import App, TerraformStack
from pydantic import ValidationError

from modules.base.context import Context
from modules.base.inputs import Inputs
from modules.secrets.container import SecretReplica
from resources import Collection
from settings.complaints import complaints

ACCOUNT_ID = "123456789012"
CONTEXT = Context(system="shop", environment="dev", name="shop-dev", account_id=ACCOUNT_ID, region="us-east-1")
KEY_ARN = CONTEXT.arn("kms", "key/11111111-2222-3333-4444-555555555555")
RECOVERY_KEY_ARN = f"arn:aws:kms:us-west-2:{ACCOUNT_ID}:key/66666666-7777-8888-9999-000000000000"
SECRET_REPLICA = SecretReplica(region="us-west-2", kms_key_arn=RECOVERY_KEY_ARN)
REPLICA_BLOCK = {"region": "us-west-2", "kms_key_id": RECOVERY_KEY_ARN}


class ModuleStack(TerraformStack):
    """A scope for one module, and what the module put into it."""

    prefix = ""
    component = ""

    def __init__(
        self,
        app: App,
        context: Context = CONTEXT,
        provider_aliases: tuple[str, ...] = ("aws.us_east_1", "aws.recovery"),
    ) -> None:
        super().__init__(app, "stack")
        self.context = context
        self.collection = Collection(provider_aliases)

    def root(self) -> dict[str, Any]:
        """The whole root as CDKTF would get it."""
        return self.collection.to_terraform()

    def addresses(self) -> list[str]:
        return sorted(self.collection.resources)

    def blocks(self, terraform_type: str) -> dict[str, dict[str, Any]]:
        """Local name -> arguments, of every resource of a type; empty when there is none."""
        return self.root().get("resource", {}).get(terraform_type, {})

    def block(self, address: str) -> dict[str, Any]:
        """The arguments of `aws_vpc.network`."""
        terraform_type, name = address.split(".")
        return self.blocks(terraform_type)[name]


def messages(make: Callable[[], object]) -> list[str]:
    """What a user reads when these inputs are wrong, without file and line: 'cidr_block must be ..., got ...'."""
    try:
        make()
    except ValidationError as error:
        model = next(model for model in _all_inputs(Inputs) if model.__name__ == error.title)
        return [str(complaint) for complaint in complaints(error, model)]
    return []


def _all_inputs(base: type[Inputs]) -> Iterator[type[Inputs]]:
    for model in base.__subclasses__():
        yield model
        yield from _all_inputs(model)
