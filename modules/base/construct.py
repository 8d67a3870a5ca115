"""The base of every module's construct."""

from typing import Any, Protocol, cast

from constructs import Construct

from modules.base.context import Context
from resources import Collection, Ref
from resources.resource import Resource


class ModuleScope(Protocol):
    """Where a module is made: a stack or another module."""

    @property
    def collection(self) -> Collection: ...
    @property
    def prefix(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def context(self) -> Context: ...


class Module(Construct):
    """One AWS entity with its roles, logs and rules.

    `id` is the entity's plain name; it begins the address of each resource (`aws_subnet.network_public_a`) and is the
    `component` tag of all of them, unless the module is made inside another one, whose component it then belongs to.
    """

    def __init__(self, scope: ModuleScope, id: str) -> None:
        # Stacks and modules are constructs; the protocol says what else a module needs of them.
        super().__init__(cast(Construct, scope), id)
        self.collection = scope.collection
        self.context = scope.context
        self.prefix = f"{scope.prefix}_{id}" if scope.prefix else id
        self.component = scope.component or id

    def output(self, name: str, value: Any, *, description: str) -> None:
        self.collection.output(f"{self.prefix}_{name}".replace("-", "_"), value, description=description)

    def variable(self, name: str, *, type: str, description: str, default: Any = None) -> Ref:
        """`name` is used as it is: people type it on the command line."""
        return self.collection.variable(name, type=type, description=description, default=default)

    def moved(self, old_address: str, resource: Resource) -> None:
        self.collection.moved(old_address, resource)
