from collections.abc import Callable
from pathlib import Path

from tests.scripts.conftest import Ended

Run = Callable[..., Ended]
PROMISE = '\nrecovery_objectives = {{\n  rto_minutes = {rto}\n  rpo_minutes = 60\n  losses      = ["zone"]\n}}\n'


def promise(repository: Path, rto: int) -> None:
    file = repository / "envs" / "macro-ai" / "dev.tfvars"
    file.write_text(file.read_text() + PROMISE.format(rto=rto))


def test_without_a_promise_it_only_says_what_can_be_reached(repository: Path, stackwright: Run):
    ended = stackwright("recovery", "macro-ai/dev")
    assert ended.exit_code == 0
    assert ended.stdout.splitlines()[0] == "Loss of a zone: RTO 40 min, RPO 5 min"
    assert ended.stdout.endswith("\nenvs/macro-ai/dev.tfvars promises nothing (recovery_objectives).\n")


def test_a_promise_that_is_kept(repository: Path, stackwright: Run):
    promise(repository, 60)
    ended = stackwright("recovery", "macro-ai/dev")
    assert (ended.exit_code, ended.stdout.splitlines()[-1]) == (
        0,
        "Kept: RTO 60 min, RPO 60 min after the loss of a zone.",
    )


def test_a_promise_that_cannot_be_kept_fails(repository: Path, stackwright: Run):
    promise(repository, 10)
    ended = stackwright("recovery", "macro-ai/dev")
    assert ended.exit_code == 1
    assert ended.stdout.splitlines()[-3:] == [
        "Not kept: RTO 10 min, RPO 60 min.",
        "  After the loss of a zone, database is back within 40 minutes, not 10: restored in another zone: there is no "
        "standby.",
        "  After the loss of a zone, cache is back within 15 minutes, not 10: a new node starts empty; nothing is kept in "
        "the cache alone.",
    ]


def test_json(repository: Path, stackwright: Run):
    promise(repository, 10)
    document = stackwright("recovery", "macro-ai/dev", "--json").document
    assert (document["target"], len(document["unmet"]), document["reaches"][0]["part"]) == (
        "macro-ai/dev",
        2,
        "service api",
    )


def test_only_environments_run_something(repository: Path, stackwright: Run):
    ended = stackwright("recovery", "state")
    assert (ended.exit_code, ended.stderr) == (
        1,
        "state runs no services: name an environment such as macro-ai/prod.\n",
    )
