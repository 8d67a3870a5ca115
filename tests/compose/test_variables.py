"""Variables of a compose service: configuration, secrets, and what AWS gives otherwise."""

import pytest

from compose.document import Item
from compose.notes import Notes
from compose.variables import resolved, variables

HOSTS = {"db": "database", "cache": "cache"}


def sorted_(**values: str | None) -> tuple[dict[str, str], list[str], list[str], list[tuple[str, str]]]:
    notes = Notes("c.yml")
    found = {name: Item(line, value, value or "") for line, (name, value) in enumerate(values.items(), 1)}
    result = variables(found, "env", HOSTS, ["worker"], notes)
    return result.environment, result.secrets, result.connects_to, [(note.kind, note.why) for note in notes.notes]


def test_plain_values_are_configuration():
    assert sorted_(LOG_LEVEL="info", EMPTY="", PRICE="a$$b") == (
        {"LOG_LEVEL": "info", "EMPTY": "", "PRICE": "a$b"},
        [],
        [],
        [],
    )


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JWT_SECRET", "${JWT_SECRET}"),
        ("SECRET_KEY", "abc"),
        ("STRIPE_KEY", "x"),
        ("OPENAI_API_KEY", None),
        ("DB_PASS", "x"),
        ("SMTP_PASSWORD", "x y"),
        ("GITHUB_TOKEN", "x"),
        ("SENTRY_DSN", "https://a@b.io/1"),
        ("ANY_NAME", "sk-abcdefghijklmnopqrstuvwx"),
        ("SEARCH", "https://me:pass@search.example.com"),
        ("apikey", "x"),
    ],
)
def test_secrets_become_names(name: str, value: str | None):
    environment, secrets, _, notes = sorted_(**{name: value})
    assert (environment, secrets) == ({}, [name])
    assert notes == [("changed", "a secret; its value does not come along")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_KEY", "abc"), ("CACHE_KEY", "abc"), ("MAX_TOKEN", "4096"), ("USE_SECRET", "true"), ("KEYBOARD", "x"),
     ("TOKEN", "https://example.com/token")],
)  # fmt: skip
def test_what_only_sounds_like_a_secret_is_configuration(name: str, value: str):
    assert sorted_(**{name: value})[0] == {name: value}


@pytest.mark.requirement("A-06")
def test_a_secret_in_a_file_is_a_variable():
    environment, secrets, _, notes = sorted_(DB_PASSWORD_FILE="/run/secrets/db_password", LOG_FILE="/tmp/a")
    assert (environment, secrets) == ({"LOG_FILE": "/tmp/a"}, ["DB_PASSWORD"])
    assert notes == [("changed", "read from the environment instead of a file")]


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("name", "value", "connection"),
    [
        ("DATABASE_URL", "postgresql://u:p@db:5432/x", "database"),
        ("DB_HOST", "db", "database"),
        ("CELERY_BROKER", "redis://cache:6379/0", "cache"),
        ("REDIS_TIMEOUT", "5", "cache"),
        ("DATABASE_POOL", "5", "database"),
    ],
)
def test_what_leads_to_a_store_is_given_by_the_connection(name: str, value: str, connection: str):
    environment, secrets, connects_to, [(kind, why)] = sorted_(**{name: value})
    assert (environment, secrets, connects_to, kind) == ({}, [], [connection], "left out")
    assert why.startswith("connects_to gives ")


def test_a_word_like_a_host_is_no_address():
    assert sorted_(NAME="dbadmin", TEXT="my db is here", OTHER="db2:5432")[0] == {
        "NAME": "dbadmin",
        "TEXT": "my db is here",
        "OTHER": "db2:5432",
    }


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("http://worker:8000", "it names the service worker, which tasks reach by the domain name only"),
        ("${ADDRESS}", "its value comes from ADDRESS, which the file does not set"),
        (None, "its value comes from the shell that runs compose"),
    ],
)
def test_what_a_person_has_to_say_is_told(value: str | None, why: str):
    environment, _, _, notes = sorted_(BASE=value)
    assert (environment, notes) == ({}, [("to complete", why)])


def test_the_port_is_set_by_container_port():
    assert sorted_(PORT="8000")[3] == [("left out", "container_port sets it")]


def test_a_name_that_is_no_variable_is_left_out():
    assert sorted_(**{"a.b": "1"})[3] == [("left out", "a variable is called by letters, digits and underscores")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$A and ${B}", (" and ", ["A", "B"])),
        ("${A:-x} ${B-y}", ("x y", [])),
        ("${A:?needed}", ("", ["A"])),
        ("${A:+x}", ("", [])),
        ("$$A $${B}", ("$A ${B}", [])),
        ("100$", ("100$", [])),
    ],
)
def test_variables_of_the_shell_have_their_defaults(text: str, expected: tuple[str, list[str]]):
    assert resolved(Item(1, text, text)) == expected
