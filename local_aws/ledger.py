"""What an account of the local AWS holds, whoever made it: a destroy that leaves something behind shows here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import wraps
from typing import Any, Final

from local_aws.store import Store

NOT_HELD: Final = {
    "acm._idempotency_tokens": "requests of an hour, by which a repeated one is known",
    "ec2.tags": "tags",
    "kms: rotation days": "settings of keys, which are listed themselves until they are scheduled for deletion",
    "rds.events": "what happened",
    "rds.resource_map": "the same resources by their type",
    "resourcegroupstaggingapi._pages": "listings that somebody may go on reading",
    "route53.resource_tags": "tags",
}
"""Collections that are no resources, and what they are."""
GONE: Final = {"status": ("INACTIVE",), "state": ("deleted", "DELETED"), "key_state": ("PendingDeletion",)}
"""What AWS goes on listing for a while after it was deleted: attribute of moto's object -> values that say so."""
MANAGED_KEY: Final = "Default master key that protects my "
"""How descriptions of the keys begin that AWS makes by itself for a service, and keeps."""

AWS_OWN: Final = "default."
"""How the names of parameter groups begin that AWS makes by itself and keeps."""

_OWN_NAMES: Final = ("name", "arn", "id")
"""Attributes that tell the objects of a list apart; moto keeps most objects in maps, by their ids."""
_AT_BIRTH: Final = "_names_at_birth"

Ledger = dict[str, list[str]]


def ledger(store: Store, account_id: str) -> Ledger:
    """`{"us-east-1 ec2.vpcs": ["vpc-1", ...]}`: each collection that is not empty, and the names of what is in it.

    What a new account has from the start is left out (the default VPC, AWS's own policies), and so are the tags: their
    resources are listed.
    """
    found = {place: sorted(names) for place, names in [*_moto(account_id), *_ours(store, account_id)] if names}
    return {place: names for place, names in sorted(found.items()) if place.partition(" ")[2] not in NOT_HELD}


def remember_births() -> None:
    """Have moto note what each of its backends holds when it is made."""
    from moto.core import base_backend

    of_an_account: Any = base_backend.AccountSpecificBackend
    original = of_an_account.__getitem__
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def get(self: Any, region: str) -> Any:
        backend = original(self, region)
        if _AT_BIRTH not in vars(backend):
            setattr(backend, _AT_BIRTH, {name: frozenset(_names(value)) for name, value in vars(backend).items()})
        return backend

    of_an_account.__getitem__ = get


def _moto(account_id: str) -> Iterator[tuple[str, list[str]]]:
    from moto.core import base_backend

    backends: Any = base_backend.BackendDict
    for service in backends._instances:
        for region, backend in service.get(account_id, {}).items():
            at_birth = getattr(backend, _AT_BIRTH, {})
            for name, value in vars(backend).items():
                if name != _AT_BIRTH:
                    made = (held for held in _names(value) if held not in at_birth.get(name, ()))
                    new = [held for held in made if not held.startswith(AWS_OWN)]
                    yield f"{region} {service.service_name}.{name}", new


def _ours(store: Store, account_id: str) -> Iterator[tuple[str, list[str]]]:
    for (account, region, service, table), held in store.tables():
        if account == account_id:
            yield f"{region} {service}: {table}", list(_names(held))


def _names(value: Any) -> Iterator[str]:
    """The names of what a collection holds and is there; none for what is no collection."""
    if isinstance(value, Mapping):
        yield from (_text(key) for key, held in value.items() if not _is_gone(held))
    elif _is_collection(value):
        for item in value:
            if not _is_gone(item):
                yield next((str(getattr(item, name)) for name in _OWN_NAMES if getattr(item, name, None)), _text(item))


def _is_gone(held: Any) -> bool:
    """Whether it was deleted, or is AWS's own; so is a collection within a collection that has nothing else in it."""
    if _is_collection(held):
        return not any(_names(held))
    if str(getattr(held, "description", "")).startswith(MANAGED_KEY):
        return True
    return any(getattr(held, attribute, None) in values for attribute, values in GONE.items())


def _is_collection(value: Any) -> bool:
    return isinstance(value, Mapping | list | set | tuple)


def _text(key: Any) -> str:
    return "/".join(map(str, key)) if isinstance(key, tuple) else str(key)
