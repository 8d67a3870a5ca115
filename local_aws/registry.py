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
from dataclasses import dataclass
from typing import Any, Final

from local_aws.store import Store, Tags, tag_keys

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

    name: str
    handler: Operation
    override: str | None


@dataclass(frozen=True)
class Amended:
    """A function that completes moto's answer."""

    name: str
    amendment: Amendment


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

    @property
    def name(self) -> str:
        return f"{self.service}.{self.shape}"


@dataclass(frozen=True)
class Patch:
    """A change to moto's own code: what the attribute at `where` ("moto.s3.models:FakeBucket.name") becomes."""

    name: str
    where: str
    replacement: Callable[[Any], Any]


OPERATIONS: dict[tuple[str, str], Registered] = {}
AMENDMENTS: dict[tuple[str, str], list[Amended]] = {}
ECHOES: dict[str, list[Echo]] = {}
PATCHES: dict[str, list[Patch]] = {}


def corrections() -> set[str]:
    """The names of all that corrects what moto does, as "rds.DBInstance": each is needed as long as moto needs it."""
    overrides = {registered.name for registered in OPERATIONS.values() if registered.override}
    amendments = {amended.name for all_of_one in AMENDMENTS.values() for amended in all_of_one}
    others = {one.name for all_of_one in (*ECHOES.values(), *PATCHES.values()) for one in all_of_one}
    return overrides | amendments | others


def operation(service: str, *names: str, override: str | None = None) -> Callable[[Operation], Operation]:
    """Register the handler of one or more operations. It returns the result, or PASS to leave the request to moto.

    `override` must give the reason when moto implements the operation: without it a test asks to remove ours.
    """

    def register(handler: Operation) -> Operation:
        for name in names:
            if (service, name) in OPERATIONS:
                raise ValueError(f"{service}.{name} is registered twice")
            OPERATIONS[service, name] = Registered(_name(service, handler), handler, override)
        return handler

    return register


def amend(service: str, *names: str) -> Callable[[Amendment], Amendment]:
    """Register a function that completes moto's (successful) answer in place."""

    def register(amendment: Amendment) -> Amendment:
        for name in names:
            AMENDMENTS.setdefault((service, name), []).append(Amended(_name(service, amendment), amendment))
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


def patch(service: str, where: str) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Register a function that gives what an attribute in moto's code becomes, from what it is.

    The change is made before the first request of the service.
    """

    def register(replacement: Callable[[Any], Any]) -> Callable[[Any], Any]:
        PATCHES.setdefault(service, []).append(Patch(_name(service, replacement), where, replacement))
        return replacement

    return register


def _name(service: str, function: Any) -> str:
    return f"{service}.{function.__name__}"


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


def remember(sent: Mapping[str, Any], *leave_out: str) -> dict[str, Any]:
    """A copy of the request's parameters to keep, without secrets, tokens or tags."""
    return {name: copy.deepcopy(value) for name, value in sent.items() if name not in leave_out}


def load_services() -> None:
    """Import every file of services/, so that what they register is known. Cheap: none imports moto at the top."""
    from local_aws import services

    for module in pkgutil.iter_modules(services.__path__):
        importlib.import_module(f"{services.__name__}.{module.name}")
