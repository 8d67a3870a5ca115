import json
from typing import Any

import pytest

from release import smoke
from release.errors import ReleaseError
from release.facts import HealthUrl
from tests.release.fakes import FakeTime, quiet

HEALTH = HealthUrl("https://shop.example/health", "200-299")
KEYS = ("status", "version", "database")
WELL = {"status": "ok", "version": "1.2.3", "database": "connected"}


def answered(answers: list[Any], keys: tuple[str, ...] = KEYS) -> str:
    """The result with these answers one after the other, the last one for ever."""
    queue = list(answers)

    def get(url: str) -> tuple[int, bytes]:
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if isinstance(answer, OSError):
            raise answer
        status, body = answer
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()

    return smoke.test(HEALTH, keys, FakeTime().clock, quiet, get)


def problem(answer: Any, keys: tuple[str, ...] = KEYS) -> str:
    with pytest.raises(ReleaseError) as error:
        answered([answer], keys)
    return str(error.value).removeprefix("The smoke test of https://shop.example/health failed: ")


@pytest.mark.requirement("E-13")
def test_an_answer_that_keeps_the_contract_is_well():
    assert answered([(200, WELL)]) == "200 from https://shop.example/health"


def test_dns_and_caches_are_given_time():
    answers = [OSError("Name or service not known"), (503, b"starting"), (200, WELL)]
    assert answered(answers) == "200 from https://shop.example/health"


@pytest.mark.requirement("E-13")
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((503, WELL), "the status is 503, not 200-299."),
        ((200, b"<html>"), "the answer is not JSON, so it has no status."),
        ((200, [1]), "the answer is not an object, so it has no status."),
        ((200, {"status": "ok"}), "the answer has no version, database."),
        ((200, {**WELL, "database": "unreachable"}), 'database is "unreachable".'),
        ((200, {**WELL, "database": {"status": "down"}}), 'database is {"status": "down"}.'),
        ((200, {**WELL, "version": ""}), 'version is "".'),
        ((200, {**WELL, "status": "degraded", "database": False}), 'status is "degraded", database is false.'),
        (OSError("Connection refused"), "there is no answer (Connection refused)."),
    ],
)
def test_what_breaks_the_contract_is_said(answer: Any, expected: str):
    assert problem(answer) == expected


def test_without_a_contract_a_status_that_says_ill_is_believed():
    assert answered([(200, b"OK")], ()) == "200 from https://shop.example/health"
    assert problem((200, {"status": "error"}), ()) == 'status is "error".'


@pytest.mark.parametrize(
    ("codes", "status", "expected"),
    [
        ("200", 200, True),
        ("200", 201, False),
        ("200,204", 204, True),
        ("200-299,301", 301, True),
        ("200-299", 300, False),
    ],
)
def test_codes_are_the_load_balancers(codes: str, status: int, expected: bool):
    assert smoke.accepted(codes, status) is expected
