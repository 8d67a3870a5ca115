"""What this folder itself keeps: tables by account, region and service, and the tags of every resource by its ARN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


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


def tag_keys(keys: Iterable[Any]) -> list[str]:
    """Tag keys from a list of strings or of {Key: ...}."""
    return [key if isinstance(key, str) else key["Key"] for key in keys]


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
