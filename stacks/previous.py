"""A database and a cache outside AWS whose place was taken: kept until nothing needs them any more."""

from collections.abc import Mapping

from constructs import Construct

from modules.external_cache.construct import ExternalCache
from modules.external_database.construct import ExternalDatabase
from settings.environment import EnvironmentSettings
from stacks.base import BaseStack
from stacks.service_access import Store, external
from stacks.stores import Protected


def beside_previous(
    stores: Mapping[str, Store], stack: BaseStack, settings: EnvironmentSettings, protected: Protected
) -> dict[str, Store]:
    """All stores by the name that `connects_to` uses, `previous_database` beside `database`.

    Who connects to a store may reach the previous one too: CodeDeploy keeps tasks of the version before running, with
    the same role and security group, until a release takes their place.
    """
    previous = _previous(stack, settings, protected)
    current = {
        name: store.also_reaching(previous[name]) if name in previous else store for name, store in stores.items()
    }
    return {**current, **{f"previous_{name}": store for name, store in previous.items()}}


def _previous(stack: BaseStack, settings: EnvironmentSettings, protected: Protected) -> dict[str, Store]:
    """By the name of what took their place."""
    database, cache = settings.previous_database, settings.previous_cache
    if database is None and cache is None:
        return {}
    scope = _Before(stack)
    stores: dict[str, Store] = {}
    if database is not None:
        stores["database"] = external(ExternalDatabase(scope, "database", database, **protected))
    if cache is not None:
        stores["cache"] = external(ExternalCache(scope, "cache", cache, **protected))
    return stores


class _Before(Construct):
    """A scope of its own, in which modules are called as they were before: secrets keep their addresses and values."""

    prefix = ""
    component = ""

    def __init__(self, stack: BaseStack) -> None:
        super().__init__(stack, "previous")
        self.collection, self.context = stack.collection, stack.context
