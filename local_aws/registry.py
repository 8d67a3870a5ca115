"""What this folder adds to moto: a registry of operations, amendments, echoes and patches, and where they keep data.

A file in `services/` registers with the decorators below; importing it imports neither moto nor botocore.
"""

from __future__ import annotations

import copy
import importlib
import pkgutil
import secrets
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

DEFAULT_ACCOUNT_ID: Final = "123456789012"

Result = Mapping[str, Any]


class Pass:
    """The type of PASS."""


PASS: Final = Pass()
"""What an operation returns to leave this request to moto."""


class AwsError(Exception):
    """An error that the client gets in its service's protocol: AWS's code, a message, status 400 unless modelled."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Tags:
    """The tags of every resource, by ARN."""

    def __init__(self) -> None:
        self._by_arn: dict[str, dict[str, str]] = {}

    def add(self, arn: str, tags: Any) -> None:
        """Add `tags`: a map, or a list of {Key, Value} in any of AWS's spellings; None adds nothing."""
        self._by_arn.setdefault(arn, {}).update(tag_map(tags))

    def replace(self, arn: str, tags: Any) -> None:
        """Make `tags` the only tags of the resource: what creating it means."""
        self._by_arn[arn] = tag_map(tags)

    def remove(self, arn: str, keys: Iterable[str]) -> None:
        for key in keys:
            self._by_arn.get(arn, {}).pop(key, None)

    def known(self, arn: str) -> bool:
        return arn in self._by_arn

    def as_map(self, arn: str) -> dict[str, str]:
        return dict(self._by_arn.get(arn, {}))

    def pairs(self, arn: str, key: str = "Key", value: str = "Value") -> list[dict[str, str]]:
        return [{key: name, value: text} for name, text in self._by_arn.get(arn, {}).items()]

    def forget(self, arn: str) -> None:
        self._by_arn.pop(arn, None)

    def clear(self) -> None:
        self._by_arn.clear()


def tag_map(tags: Any) -> dict[str, str]:
    """The tags as {key: value}, from any of the shapes AWS's services use for them."""
    if not tags:
        return {}
    if isinstance(tags, Mapping):
        return {str(key): str(value) for key, value in tags.items()}
    pairs: dict[str, str] = {}
    for tag in tags:
        lowered = {name.lower(): text for name, text in tag.items()}
        pairs[lowered.get("key", lowered.get("tagkey"))] = lowered.get("value", lowered.get("tagvalue")) or ""
    return pairs


@dataclass
class Store:
    """All data of this folder: tables by account, region and service, and tags by ARN. One per server."""

    tags: Tags = field(default_factory=Tags)
    _tables: dict[tuple[str, str, str, str], dict[Any, Any]] = field(default_factory=dict)

    def table(self, account_id: str, region: str, service: str, name: str) -> dict[Any, Any]:
        return self._tables.setdefault((account_id, region, service, name), {})

    def tables(self) -> list[tuple[tuple[str, str, str, str], dict[Any, Any]]]:
        """Every table by account, region, service and name."""
        return list(self._tables.items())

    def clear(self) -> None:
        self._tables.clear()
        self.tags.clear()


@dataclass(frozen=True)
class Context:
    """One request: who asks, where, for what, with which parameters (in the names of botocore's service model)."""

    account_id: str
    region: str
    service: str
    operation: str
    params: dict[str, Any]
    store: Store
    endpoint: str

    @property
    def tags(self) -> Tags:
        return self.store.tags

    def table(self, name: str) -> dict[Any, Any]:
        """This service's table of that name in the account and region of the request."""
        return self.store.table(self.account_id, self.region, self.service, name)

    def arn(self, resource: str, service: str | None = None, region: str | None = None) -> str:
        """`arn:aws:<service>:<region>:<account>:<resource>`; region "" for global services."""
        place = self.region if region is None else region
        return f"arn:aws:{service or self.service}:{place}:{self.account_id}:{resource}"

    def backend(self, moto_service: str, scope: str | None = None) -> Any:
        """moto's own data of a service for this account: `scope` is the region, or "aws" for global services."""
        from moto.backends import get_backend

        backends: Any = get_backend(moto_service)  # ty: ignore[no-matching-overload]
        return backends[self.account_id][scope or self.region]


def find(table: Mapping[Any, Any], key: Any, code: str, what: str) -> Any:
    """table[key], or the error `code` that AWS gives for a missing `what`."""
    if key not in table:
        raise AwsError(code, f"{what} {key} does not exist")
    return table[key]


def random_id(length: int, alphabet: str = string.ascii_lowercase + string.digits) -> str:
    """A random identifier, for AWS ids that the caller does not choose."""
    return "".join(secrets.choice(alphabet) for _ in range(length))


Operation = Callable[[Context], "Result | Pass | None"]
Amendment = Callable[[Context, dict[str, Any]], None]


@dataclass(frozen=True)
class Registered:
    """A handler for an operation; `override` says why it is ours although moto implements the operation too."""

    handler: Operation
    override: str | None


@dataclass(frozen=True)
class Echo:
    """moto forgets what was sent for this resource: remember it and lay it over every answer that holds the resource.

    `shape` is the resource's structure in botocore's model and `key` the member that identifies it, in the structure
    and in requests (or one of `request_keys`). Sent members are laid over the answer where the structure has a member
    of the same name and type; `renames` maps request names to structure names, `skip` leaves members to moto.
    """

    service: str
    shape: str
    key: str
    writes: tuple[str, ...]
    forgets: tuple[str, ...]
    request_keys: tuple[str, ...]
    renames: Mapping[str, str]
    skip: frozenset[str]


OPERATIONS: dict[tuple[str, str], Registered] = {}
AMENDMENTS: dict[tuple[str, str], list[Amendment]] = {}
ECHOES: dict[str, list[Echo]] = {}
PATCHES: dict[str, list[Callable[[], None]]] = {}


def operation(service: str, *names: str, override: str | None = None) -> Callable[[Operation], Operation]:
    """Register the handler of one or more operations. It returns the result, or PASS to leave the request to moto.

    `override` must give the reason when moto implements the operation: without it a test asks to remove ours.
    """

    def register(handler: Operation) -> Operation:
        for name in names:
            if (service, name) in OPERATIONS:
                raise ValueError(f"{service}.{name} is registered twice")
            OPERATIONS[service, name] = Registered(handler, override)
        return handler

    return register


def amend(service: str, *names: str) -> Callable[[Amendment], Amendment]:
    """Register a function that completes moto's (successful) answer in place."""

    def register(amendment: Amendment) -> Amendment:
        for name in names:
            AMENDMENTS.setdefault((service, name), []).append(amendment)
        return amendment

    return register


def echo(
    service: str,
    shape: str,
    key: str,
    *,
    writes: Iterable[str],
    forgets: Iterable[str] = (),
    request_keys: Iterable[str] = (),
    renames: Mapping[str, str] | None = None,
    skip: Iterable[str] = (),
) -> None:
    """Register an Echo."""
    rule = Echo(
        service, shape, key, tuple(writes), tuple(forgets), (key, *request_keys), renames or {}, frozenset(skip)
    )
    ECHOES.setdefault(service, []).append(rule)


def patch(service: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a change to moto's own code, made once before the first request of that service."""

    def register(change: Callable[[], None]) -> Callable[[], None]:
        PATCHES.setdefault(service, []).append(change)
        return change

    return register


def tag_operations(
    service: str,
    *,
    arn: str,
    tags: str,
    keys: str,
    list_name: str = "ListTagsForResource",
    add_name: str = "TagResource",
    remove_name: str = "UntagResource",
    result: str | None = None,
    mapped: bool = False,
    names: tuple[str, str] = ("Key", "Value"),
    only: Callable[[str], bool] = lambda arn: True,
    override: str | None = None,
) -> None:
    """Serve a service's three tag operations from the tag store, for the ARNs that `only` accepts.

    `arn`, `tags`, `keys` and `result` are the member names in the service's model.
    """

    @operation(service, list_name, override=override)
    def list_tags(context: Context) -> Result | Pass:
        name = context.params[arn]
        if not only(name):
            return PASS
        held: Any = context.tags.as_map(name) if mapped else context.tags.pairs(name, *names)
        return {result or tags: held}

    @operation(service, add_name, override=override)
    def add_tags(context: Context) -> Result | Pass:
        name = context.params[arn]
        if not only(name):
            return PASS
        context.tags.add(name, context.params[tags])
        return {}

    @operation(service, remove_name, override=override)
    def remove_tags(context: Context) -> Result | Pass:
        name = context.params[arn]
        if not only(name):
            return PASS
        context.tags.remove(name, tag_keys(context.params[keys]))
        return {}


def tag_keys(keys: Iterable[Any]) -> list[str]:
    """Tag keys from a list of strings or of {Key: ...}."""
    return [key if isinstance(key, str) else key["Key"] for key in keys]


def remember(sent: Mapping[str, Any], *leave_out: str) -> dict[str, Any]:
    """A copy of the request's parameters to keep, without secrets, tokens or tags."""
    return {name: copy.deepcopy(value) for name, value in sent.items() if name not in leave_out}


def load_services() -> None:
    """Import every file of services/, so that what they register is known. Cheap: none imports moto at the top."""
    from local_aws import services

    for module in pkgutil.iter_modules(services.__path__):
        importlib.import_module(f"{services.__name__}.{module.name}")
