from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scripts.unlock import age
from tests.scripts.conftest import Fake, StatePlace
from toolchain.process_tree import Process

TARGET = "macro-ai/dev"
KEY = "macro-ai/dev/terraform.tfstate"
ADDRESS = f"s3://stackwright-state-123456789012/{KEY}"
DESCRIBED = [
    f"{ADDRESS} is locked:",
    "  by     ann@laptop",
    "  since  2026-11-21 08:51:30 UTC, 3 hours ago",
    "  for    apply, with Terraform 1.11.4",
    "  in     the file beside the state and the table stackwright-locks",
    "  id     1-2",
]


@pytest.fixture(autouse=True)
def three_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.unlock.age", lambda since, now: "3 hours")


def test_a_state_that_nobody_locked(stackwright, state_place: StatePlace):
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert (done.exit_code, done.stdout) == (0, f"{TARGET} is not locked.\n")


def test_shows_who_holds_it_and_removes_it_by_its_id(stackwright, state_place: StatePlace):
    state_place.lock(KEY)
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert (done.exit_code, done.stdout.splitlines()) == (0, [*DESCRIBED, "The lock is removed."])
    assert state_place.locks(KEY) == []


def test_another_lock_than_the_one_named_stays(stackwright, state_place: StatePlace):
    state_place.lock(KEY)
    done = stackwright("unlock", TARGET, "--id", "3-4")
    assert (done.exit_code, done.stdout.splitlines()) == (1, [*DESCRIBED, "The lock was not removed."])
    assert state_place.locks(KEY) == ["file", "item"]


@pytest.mark.parametrize(("answer", "removed"), [("yes", True), ("no", False), ("", False)])
def test_asks_on_a_terminal(
    stackwright, state_place: StatePlace, monkeypatch: pytest.MonkeyPatch, answer: str, removed: bool
):
    state_place.lock(KEY)
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.unlock.ask", lambda question: asked.append(question) or answer)
    done = stackwright("unlock", TARGET)
    assert asked == [f"If ann@laptop still works on {TARGET}, the state will be damaged. Remove the lock? [yes/no]"]
    assert (done.exit_code, state_place.locks(KEY)) == ((0, []) if removed else (1, ["file", "item"]))


def test_without_a_terminal_needs_the_id_before_anything_is_looked_at(stackwright):
    done = stackwright("unlock", TARGET)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "There is no terminal to ask on, so say --id LOCK to remove the lock with this id without a question. "
        "`stackwright unlock --help` lists what it takes.\n"
    )


def test_a_holder_that_lives_on_this_machine_keeps_its_lock(
    stackwright, fake: Fake, state_place: StatePlace, monkeypatch: pytest.MonkeyPatch
):
    state_place.lock(KEY, who="ann@here")
    monkeypatch.setattr("socket.gethostname", lambda: "here")
    monkeypatch.setattr("scripts.unlock.holders_here", lambda *_: [Process(7, 1, "terraform", "0")])
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert (done.exit_code, done.stdout, state_place.locks(KEY)) == (1, "", ["file", "item"])
    assert done.stderr == (
        "The lock was not removed: ann@here has been at it (apply) since 2026-11-21 08:51:30 UTC, and its terraform "
        "still runs on this machine (process 7). Wait until it has ended. If it has to be stopped, `kill -INT` lets it "
        "save what it did.\n"
    )


def test_a_holder_that_died_on_this_machine_is_said_to_be_gone(
    stackwright, fake: Fake, state_place: StatePlace, monkeypatch: pytest.MonkeyPatch
):
    state_place.lock(KEY, who="ann@here")
    monkeypatch.setattr("socket.gethostname", lambda: "here")
    monkeypatch.setattr("scripts.unlock.holders_here", lambda *_: [])
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1] == ("  by     ann@here (this machine, where no terraform works on it any more)")


def test_what_aws_has_and_the_state_does_not_know_is_listed(stackwright, state_place: StatePlace):
    tags = {"system": "macro-ai", "environment": "dev", "managed-by": "stackwright", "component": "encryption_key"}
    listed = [{"TagKey": key, "TagValue": value} for key, value in tags.items()]
    arn = state_place.client("kms").create_key(Tags=listed)["KeyMetadata"]["Arn"]
    gone = state_place.client("kms").create_key(Tags=listed)["KeyMetadata"]["KeyId"]
    state_place.client("kms").schedule_key_deletion(KeyId=gone)
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert done.stdout.splitlines() == [
        f"{TARGET} is not locked.",
        "",
        f"1 resource of {TARGET} in AWS that its state does not know:",
        f"  {arn} (aws_kms_key.encryption_key)",
        f"Take over what has its place: stackwright adopt {TARGET}",
    ]


def test_a_damaged_state_tells_nothing(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, "{")
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert done.stdout.splitlines()[1:] == [
        "What is missing in the state cannot be told, because it is damaged: it is no JSON (Expecting property name "
        "enclosed in double quotes: line 1 column 2 (char 1)).",
        f"`stackwright state {TARGET} --versions` lists what it was before.",
    ]


def test_what_a_run_could_not_save_comes_next(stackwright, repository: Path, state_place: StatePlace):
    folder = repository / "cdktf.out" / "stacks" / "macro-ai-dev"
    folder.mkdir(parents=True)
    (folder / "errored.tfstate").touch()
    done = stackwright("unlock", TARGET, "--id", "1-2")
    assert done.stdout.splitlines()[-1] == (
        "cdktf.out/stacks/macro-ai-dev/errored.tfstate holds what a run could not save. "
        f"Next: stackwright state {TARGET} --push"
    )


def test_json(stackwright, state_place: StatePlace):
    state_place.lock(KEY)
    assert stackwright("unlock", TARGET, "--id", "1-2", "--json").document == {
        "target": TARGET,
        "removed": ["1-2"],
        "locks": [
            {"id": "1-2", "who": "ann@laptop", "operation": "apply", "since": "2026-11-21T08:51:30.914674+00:00"}
        ],
        "not_in_state": [],
    }


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(seconds=-3), "0 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=119), "1 hour"),
        (timedelta(days=3, hours=5), "3 days"),
    ],
)
def test_the_age_of_a_lock(passed: timedelta, expected: str):
    now = datetime(2026, 11, 21, tzinfo=UTC)
    assert age(now - passed, now) == expected
