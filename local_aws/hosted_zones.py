"""Route 53 zones whose ids are chosen, because settings name zone ids before any zone exists."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from local_aws.registry import DEFAULT_ACCOUNT_ID
from local_aws.store import Store

# Zone ids are global in AWS, so the table of chosen ids is kept under no account or region.
_NOWHERE = ("", "", "route53")


@dataclass(frozen=True)
class HostedZone:
    """A public zone that exists from the start; the first CreateHostedZone of its name adopts it."""

    name: str
    zone_id: str
    account_id: str = DEFAULT_ACCOUNT_ID

    @classmethod
    def parse(cls, text: str) -> HostedZone:
        """From `NAME=ZONE_ID` or `NAME=ZONE_ID@ACCOUNT`."""
        name, separator, rest = text.partition("=")
        zone_id, _, account_id = rest.partition("@")
        if not (name and separator and zone_id):
            raise argparse.ArgumentTypeError(f"{text!r} is not NAME=ZONE_ID or NAME=ZONE_ID@ACCOUNT")
        return cls(name.rstrip("."), zone_id, account_id or DEFAULT_ACCOUNT_ID)

    def __str__(self) -> str:
        return f"{self.name}={self.zone_id}@{self.account_id}"


def chosen_ids(store: Store) -> dict[str, str]:
    """The zone id chosen for each zone name (with its final dot)."""
    return store.table(*_NOWHERE, "chosen ids")


def unadopted(store: Store) -> set[tuple[str, str]]:
    """(account id, zone id) of the seeded zones that no CreateHostedZone has adopted yet."""
    return store.table(*_NOWHERE, "unadopted").setdefault("zones", set())


def seed(store: Store, zones: Iterable[HostedZone]) -> None:
    """Create the zones in moto, each in its account."""
    from moto.route53.models import route53_backends

    for zone in zones:
        backend = route53_backends[zone.account_id]["aws"]
        created = backend.create_hosted_zone(
            f"{zone.name}.", private_zone=False, caller_reference=zone.zone_id, comment=""
        )
        rename(backend, created.resource_id, zone.zone_id)
        chosen_ids(store)[f"{zone.name}."] = zone.zone_id
        unadopted(store).add((zone.account_id, zone.zone_id))


def rename(backend: Any, old_id: str, new_id: str) -> None:
    """Give a zone of moto another id."""
    zone = backend.zones.pop(old_id)
    zone.resource_id = new_id
    backend.zones[new_id] = zone
