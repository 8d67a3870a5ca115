"""Environment variables of a compose service: which are configuration, which are secrets, which AWS gives otherwise."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from compose.document import Item
from compose.notes import Notes
from settings.secret_values import NOT_A_VALUE, secret_values

VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
USE = re.compile(r"\$(?:\$|(?P<plain>[A-Za-z_]\w*)|\{(?P<name>[A-Za-z_]\w*)(?::?(?P<kind>[-?+])(?P<rest>[^}]*))?\})")
SECRET = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase)?|secret|token|credentials?|dsn|key|(?:api|private|access|secret)key)$",
    re.IGNORECASE,
)
OPEN_KEY = re.compile(r"(?:^|_)(?:public|publishable|cache|partition|sort|primary|foreign|index)_key$", re.IGNORECASE)
"""Keys that open nothing."""
FILE_SUFFIX = "_FILE"
"""`DB_PASSWORD_FILE=/run/secrets/db_password`: how images read a secret of compose."""
GIVEN = {
    "database": ("DATABASE_", "DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER and DATABASE_PASSWORD"),
    "cache": ("REDIS_", "REDIS_HOST, REDIS_PORT and REDIS_AUTH_TOKEN"),
}
"""Connection -> what its variables begin with, and what they are."""


@dataclass
class Variables:
    """The variables of one service, sorted."""

    environment: dict[str, str] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    connects_to: list[str] = field(default_factory=list)
    """What some value leads to."""


def variables(
    found: Mapping[str, Item], where: str, hosts: Mapping[str, str], services: Collection[str], notes: Notes
) -> Variables:
    """Sorts the variables of a service. `hosts` are the compose services that become database or cache, by name.

    `services` are the others, whose names no task can look up.
    """
    sorted_ = Variables()
    sorter = _Sorter(where, hosts, services, notes, sorted_)
    for name, item in found.items():
        sorter.sort(name, item)
    return sorted_


@dataclass(frozen=True)
class _Sorter:
    where: str
    hosts: Mapping[str, str]
    services: Collection[str]
    notes: Notes
    result: Variables

    def sort(self, name: str, item: Item) -> None:
        what = f"{self.where}.{name}"
        if not VARIABLE_NAME.fullmatch(name):
            self.notes.left_out(item, what, "a variable is called by letters, digits and underscores")
            return
        if name == "PORT":
            self.notes.left_out(item, what, "container_port sets it")
            return
        value, missing = resolved(item)
        connection = self._connection(value)
        if connection is not None or self._is_given(name):
            self._given(name, item, connection)
        elif name.upper().endswith(FILE_SUFFIX) and SECRET.search(name[: -len(FILE_SUFFIX)]):
            self._secret(name[: -len(FILE_SUFFIX)], item, "read from the environment instead of a file")
        elif self._is_secret(name, value):
            self._secret(name, item, "a secret; its value does not come along")
        elif (other := self._service(value)) is not None:
            self.notes.complete(item, what, f"it names the service {other}, which tasks reach by the domain name only")
        elif missing:
            self.notes.complete(item, what, f"its value comes from {', '.join(missing)}, which the file does not set")
        elif item.value is None and not item.text:
            self.notes.complete(item, what, "its value comes from the shell that runs compose")
        else:
            self.result.environment[name] = value

    def _given(self, name: str, item: Item, connection: str | None) -> None:
        connection = connection or next(kind for kind, (prefix, _) in GIVEN.items() if name.startswith(prefix))
        if connection not in self.result.connects_to:
            self.result.connects_to.append(connection)
        self.notes.left_out(item, f"{self.where}.{name}", f"connects_to gives {GIVEN[connection][1]}; read those")

    def _secret(self, name: str, item: Item, why: str) -> None:
        if name not in self.result.secrets:
            self.result.secrets.append(name)
        self.notes.changed(item, f"{self.where}.{name}", why)

    def _is_given(self, name: str) -> bool:
        """Whether the stack sets the variable itself, and refuses another one that begins so."""
        present = set(self.hosts.values())
        return any(name.startswith(prefix) for kind, (prefix, _) in GIVEN.items() if kind in present)

    def _connection(self, value: str) -> str | None:
        return next((kind for host, kind in self.hosts.items() if _names(host, value)), None)

    def _service(self, value: str) -> str | None:
        return next((name for name in self.services if re.search(rf"//{re.escape(name)}(?![\w.-])", value)), None)

    @staticmethod
    def _is_secret(name: str, value: str) -> bool:
        if any(secret_values({name: value})):
            return True
        is_plain = NOT_A_VALUE.search(value) is not None and not name.upper().endswith("DSN")
        return SECRET.search(name) is not None and OPEN_KEY.search(name) is None and not is_plain


def resolved(item: Item) -> tuple[str, list[str]]:
    """The text with the defaults of its ${VARIABLES}, and those variables that have none."""
    missing: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = match["plain"] or match["name"]
        if name is None:
            return "$"
        if match["kind"] == "-":
            return match["rest"]
        if match["kind"] != "+":
            missing.append(name)
        return ""

    return USE.sub(put, item.text), missing


def _names(host: str, value: str) -> bool:
    """Whether the text is a host, or has it where an address has one."""
    return bool(re.search(rf"(?:^|@|//){re.escape(host)}(?=$|[:/?])", value))
