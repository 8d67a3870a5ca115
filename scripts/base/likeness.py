"""The settings of one environment made into those of another: what takes a new name, and what a person decides."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Any

from settings.problem import KeyPath
from settings.target import Deployment, Target
from settings.tfvars import Tfvars, parsed
from toolchain.errors import UserError

DOMAIN_NAME = ("domain", "name")
DOMAIN_PREFIX = ("user_pool", "domain_prefix")
NETWORK_RANGE = "cidr_block"
DEPLOYED_AS = "deployed_as"

NOBODYS_DOMAIN = "example"
"""https://www.rfc-editor.org/rfc/rfc2606: never anybody's. A name made up below .com would be somebody's."""
ORIGIN = "# Made like "
PRIVATE_RANGES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
EMAIL_ADDRESS = re.compile(r"[^@\s/:]+@[^@\s/:]+\.[^@\s/:]+")
PERSONS: Mapping[KeyPath, str] = {
    ("account_id",): "the account it is deployed to",
    ("domain", "hosted_zone_id"): "the zone that holds the domain name",
}
"""Values that no name decides, and what they are."""
OWNERS = {("owner",): "the team to ask", ("cost_center",): "who pays"}
"""The same, where the environment is of another system."""


@dataclass(frozen=True)
class Value:
    """A value of the new file and where it is. `why`: what a person should think of, "" for nothing in particular."""

    key: KeyPath
    line: int | None
    value: Any
    why: str


@dataclass(frozen=True)
class Likeness:
    """The text of the new file, what was made up in it, and what is still the other's."""

    text: str
    made_up: tuple[Value, ...]
    kept: tuple[Value, ...]


def likeness(file: Tfvars, old: Target, new: Target, used_ranges: Collection[str]) -> Likeness:
    """`file`, which is `old`'s, made into the file of `new`: every other byte of it stays.

    What it is deployed as goes: the new environment is one of its own. `used_ranges` are the IPv4 ranges of all
    environments. Raises UserError when no range is free.
    """
    deployment = Deployment(old.system, str(file.values.get(DEPLOYED_AS, old.environment)))
    rename = _Rename(old, new, deployment, _value(file, DOMAIN_NAME))
    made = parsed(file.removed((DEPLOYED_AS,)), new.tfvars_path) if DEPLOYED_AS in file.values else file
    changed: list[KeyPath] = []
    ranges = _new_ranges(file, used_ranges)
    for key, value in _leaves(made.values):
        wanted = _wanted(key, value, rename, ranges)
        if wanted != value:
            made = parsed(made.replaced(key, wanted), new.tfvars_path)
            changed.append(key)
    made = parsed(_titled(made.text, old, new), new.tfvars_path)
    made_up = [Value(key, made.where(key), _value(made, key), _doubt(key, _value(made, key))) for key in changed]
    return Likeness(made.text, tuple(made_up), tuple(_kept(made, old, new, set(changed))))


def free_range(wanted: str, used: Iterable[str]) -> str:
    """The first private range behind `wanted`, and as large, that overlaps none of those in use."""
    first = IPv4Network(wanted)
    taken = [IPv4Network(block) for block in used]
    around = next((outer for outer in map(IPv4Network, PRIVATE_RANGES) if first.subnet_of(outer)), None)
    candidates = list(around.subnets(new_prefix=first.prefixlen)) if around else []
    behind = [block for block in candidates if block > first]
    for candidate in [*behind, *candidates]:
        if not any(candidate.overlaps(block) for block in taken):
            return str(candidate)
    where = f"in {around}" if around else f"like {wanted}, which is not a private range"
    raise UserError(f"No /{first.prefixlen} range {where} is free for the new network; use smaller ones.")


@dataclass(frozen=True)
class _Rename:
    """What a text of the old environment reads in the new one."""

    old: Target
    new: Target
    old_deployment: Deployment
    old_domain_name: str | None

    @property
    def new_domain_name(self) -> str:
        if self.old.system != self.new.system or self.old_domain_name is None:
            return f"{self.new.environment}.{self.new.system}.{NOBODYS_DOMAIN}"
        return f"{self.new.environment}.{self.old_domain_name.removeprefix(f'{self.old.environment}.')}"

    def __call__(self, text: str) -> str:
        """Domain and stack names, and the system's own name where it is a word; never an email address."""
        if EMAIL_ADDRESS.fullmatch(text):
            return text
        if self.old_domain_name is not None:
            text = re.sub(rf"(?<![\w-]){re.escape(self.old_domain_name)}(?![\w-])", self.new_domain_name, text)
        for before in (self.old.stack_id, self.old_deployment.name):
            text = _words(before, self.new.stack_id, text)
        for before in (self.old.id, self.old_deployment.id):
            text = _words(before, self.new.id, text)
        if self.old.system == self.new.system:
            return text
        system = re.escape(self.old.system)
        text = re.sub(rf"(?<![\w@-]){system}(\.[a-z]{{2,}})+", f"{self.new.system}.{NOBODYS_DOMAIN}", text)
        text = _words(self.old.system, self.new.system, text)
        return _words(self.old.system.replace("-", "_"), self.new.system.replace("-", "_"), text)


def _words(before: str, after: str, text: str) -> str:
    return re.sub(rf"(?<![A-Za-z0-9]){re.escape(before)}(?![A-Za-z0-9])", after, text)


def _new_ranges(file: Tfvars, used_ranges: Collection[str]) -> dict[str, str]:
    """Range of a network of the file -> that of the new one."""
    new: dict[str, str] = {}
    for old in network_ranges(file):
        new[old] = free_range(old, [*used_ranges, *new.values()])
    return new


def _wanted(key: KeyPath, value: Any, rename: _Rename, ranges: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    if value in ranges:
        return ranges[value]
    renamed = rename(value)
    if key == DOMAIN_PREFIX and renamed == value:
        return rename.new.stack_id
    return renamed


def _doubt(key: KeyPath, value: Any) -> str:
    """Why what was made up cannot be right yet."""
    if _is_image(key):
        return "the digest is still the other's"
    if key == DOMAIN_NAME and value.endswith(f".{NOBODYS_DOMAIN}"):
        return "nobody's; a deploy needs one that is yours"
    return ""


def _is_image(key: KeyPath) -> bool:
    return key[0] == "services" and key[-1] == "image"


def _kept(made: Tfvars, old: Target, new: Target, changed: set[KeyPath]) -> Iterator[Value]:
    """What only a person can decide about."""
    persons = PERSONS if old.system == new.system else {**PERSONS, **OWNERS}
    for key, value in _leaves(made.values):
        if key in changed or not isinstance(value, str):
            continue
        why = persons.get(key) or _concern(key, value, old)
        if why:
            yield Value(key, made.where(key), value, why)


def _concern(key: KeyPath, value: str, old: Target) -> str:
    if _is_image(key):
        return "the release that runs"
    if any(str(part).endswith("cidr_blocks") for part in key):
        return "who is let in"
    if EMAIL_ADDRESS.fullmatch(value):
        return "who gets mail"
    if value.startswith("arn:"):
        return "something that exists in an account"
    return "the name of the other environment" if value == old.environment else ""


def _titled(text: str, old: Target, new: Target) -> str:
    """The text with the names in its first line changed, if that is a comment, and a line that says whose it was."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    first, found, rest = text.partition(line_end)
    origin = f"{ORIGIN}{old.tfvars_path}."
    if not first.startswith(("#", "//")):
        return f"{origin}{line_end}{line_end}{text}"
    spoken = re.compile(r"[ _-]".join(map(re.escape, old.system.split("-"))), re.IGNORECASE)
    if rest.startswith(ORIGIN):
        rest = rest.partition(line_end)[2]
    title = spoken.sub(new.system.replace("-", " ").title(), first) if old.system != new.system else first
    return f"{_words(old.environment, new.environment, title)}{line_end}{origin}{found}{rest}"


def network_ranges(file: Tfvars) -> list[str]:
    """The IPv4 ranges of the networks that a file describes."""
    return [str(value) for key, value in _leaves(file.values) if key[-1] == NETWORK_RANGE]


def _leaves(value: Any, key: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """The single values with their keys, in the order of the file."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*key, index))
    else:
        yield key, value


def _value(file: Tfvars, key: KeyPath) -> Any:
    found: Any = file.values
    for part in key:
        if isinstance(found, Mapping) and part not in found:
            return None
        found = found[part]
    return found
