"""Which ports security groups open to everyone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from review.model import Path, Resource
from review.risk.subject import at, number, text, texts

ALL_PROTOCOLS: Final = ("-1", "all")
LAST_PORT: Final = 65535
WEB: Final = frozenset((80, 443))
LARGEST_IPV4: Final = 7
"""A range with so few fixed bits is larger than any private one: half of the internet is as good as all of it."""
LARGEST_IPV6: Final = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """Ports that anybody on the internet may connect to."""

    protocol: str
    first: int
    last: int
    source: str
    path: Path = ()

    def covers(self, other: "Opening") -> bool:
        same = self.protocol in ("all", other.protocol) and (":" in self.source) == (":" in other.source)
        return same and self.first <= other.first and other.last <= self.last

    @property
    def is_web_only(self) -> bool:
        return self.protocol == "tcp" and self.first == self.last and self.first in WEB

    def __str__(self) -> str:
        """`Port 22 is`, `Ports 80 to 90 are`: the beginning of a sentence."""
        if self.protocol == "all" or (self.first, self.last) == (0, LAST_PORT):
            return "Every port is" if self.protocol == "all" else f"Every {self.protocol.upper()} port is"
        kind = "" if self.protocol == "tcp" else f" ({self.protocol.upper()})"
        if self.first == self.last:
            return f"Port {self.first}{kind} is"
        return f"Ports {self.first} to {self.last}{kind} are"


def openings(resource: Resource | None) -> list[Opening]:
    """What a security group, or a rule of one, opens to everyone; nothing for other resources."""
    if resource is None:
        return []
    reader = _READERS.get(resource.type)
    return list(reader(resource.values)) if reader else []


def group_of(resource: Resource) -> str:
    """The id of the security group that a resource is or belongs to; nothing where it is not known."""
    return text(resource.values, "id" if resource.type in _GROUPS else "security_group_id")


def _of_group(values: Mapping[str, Any]) -> Iterator[Opening]:
    rules = at(values, "ingress")
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        sources = [*texts(rule, "cidr_blocks"), *texts(rule, "ipv6_cidr_blocks")]
        yield from _opened(rule, "protocol", sources, ("ingress", index))


def _of_rule(values: Mapping[str, Any]) -> Iterator[Opening]:
    if text(values, "type") == "ingress":
        sources = [*texts(values, "cidr_blocks"), *texts(values, "ipv6_cidr_blocks")]
        yield from _opened(values, "protocol", sources, ("cidr_blocks",))


def _of_ingress_rule(values: Mapping[str, Any]) -> Iterator[Opening]:
    yield from _opened(values, "ip_protocol", [text(values, "cidr_ipv4")], ("cidr_ipv4",))
    yield from _opened(values, "ip_protocol", [text(values, "cidr_ipv6")], ("cidr_ipv6",))


def _opened(rule: Any, protocol_name: str, sources: Iterable[str], path: Path) -> Iterator[Opening]:
    given = at(rule, protocol_name)
    protocol = {"6": "tcp", "17": "udp"}.get(str(given), str(given).lower())
    first, last = number(rule, "from_port"), number(rule, "to_port")
    for source in sources:
        if not is_everyone(source) or protocol.startswith(("icmp", "1", "58")):
            continue
        if protocol in ALL_PROTOCOLS:
            yield Opening("all", 0, LAST_PORT, source, path)
        elif first is not None and last is not None:
            yield Opening(protocol, int(first), int(last), source, path)


def is_everyone(source: str) -> bool:
    """Whether a range of addresses is the internet, or a share of it that is as good as all."""
    address, _, bits = source.strip().partition("/")
    if not bits.isdecimal() or len(bits) > 3:
        return False
    if ":" in address:
        return int(bits) <= LARGEST_IPV6 and not address.lower().startswith(("fc", "fd", "fe"))
    return int(bits) <= LARGEST_IPV4


_GROUPS: Final = ("aws_security_group", "aws_default_security_group")
_READERS: Final = {
    "aws_security_group": _of_group,
    "aws_default_security_group": _of_group,
    "aws_security_group_rule": _of_rule,
    "aws_vpc_security_group_ingress_rule": _of_ingress_rule,
}
TYPES: Final = frozenset(_READERS)
