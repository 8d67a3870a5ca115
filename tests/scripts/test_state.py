import re
from pathlib import Path

import pytest

from tests.scripts.base.test_deployed import resource
from tests.scripts.base.test_state_store import state
from tests.scripts.conftest import Fake, StatePlace

TARGET = "macro-ai/dev"
KEY = "macro-ai/dev/terraform.tfstate"
ADDRESS = f"s3://stackwright-state-123456789012/{KEY}"
VPC, SUBNET = resource("aws_vpc.network"), resource("aws_subnet.network")
ADVICE = [
    f"List the versions: stackwright state {TARGET} --versions",
    f"Put one back:      stackwright state {TARGET} --restore VERSION",
]


def lines(text: str) -> list[str]:
    """The lines, with every time of day the same."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "2026-11-21 10:15:00", text).splitlines()


def test_a_state_that_is_whole(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, state(3, VPC, SUBNET))
    done = stackwright("state", TARGET)
    assert (done.exit_code, lines(done.stdout)) == (
        0,
        [ADDRESS, "  2 resources, serial 3, 0 KiB; written 2026-11-21 10:15:00 UTC"],
    )


def test_there_is_none_yet(stackwright, state_place: StatePlace):
    done = stackwright("state", TARGET)
    assert (done.exit_code, lines(done.stdout)) == (0, [ADDRESS, "  There is none: nothing was deployed yet."])


def test_a_deleted_one(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, state(3, VPC))
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=KEY)
    done = stackwright("state", TARGET)
    assert (done.exit_code, lines(done.stdout)) == (
        1,
        [ADDRESS, "  It was deleted: 2026-11-21 10:15:00 UTC.", *ADVICE],
    )
    listed = lines(stackwright("state", TARGET, "--versions").stdout)[1:3]
    assert [line.split("UTC  ")[1] for line in listed] == ["deleted", "1 resource, serial 3, 0 KiB"]


def test_a_damaged_one(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, state(3, VPC)[:40])
    done = stackwright("state", TARGET)
    assert done.exit_code == 1
    said = lines(done.stdout)
    assert said[1].startswith("  It is damaged: it is no JSON (")
    assert said[2:] == ADVICE


def test_one_that_was_changed_by_hand(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, state(3, VPC), digest="0" * 32)
    done = stackwright("state", TARGET)
    assert (done.exit_code, lines(done.stdout)[2:]) == (
        1,
        [
            "  It is not what the lock table remembers: it was changed or put back by hand, without Terraform.",
            *ADVICE,
        ],
    )


def test_versions(stackwright, state_place: StatePlace):
    first = state_place.put_state(KEY, state(1, VPC))
    second = state_place.put_state(KEY, "[]")
    third = state_place.put_state(KEY, state(3, VPC, SUBNET))
    time = "2026-11-21 10:15:00 UTC"
    assert lines(stackwright("state", TARGET, "--versions").stdout) == [
        ADDRESS,
        f"  2 resources, serial 3, 0 KiB; written {time}",
        f"  {third}  {time}  2 resources, serial 3, 0 KiB",
        f"  {second}  {time}  damaged: it is JSON, but not the state of a Terraform root",
        f"  {first}  {time}  1 resource, serial 1, 0 KiB",
    ]
    document = stackwright("state", TARGET, "--versions", "--json").document
    assert [(one["id"], one["serial"], one["resources"], one["deleted"]) for one in document["versions"]] == [
        (third, 3, 2, False),
        (second, 0, 0, False),
        (first, 1, 1, False),
    ]
    assert (document["problem"], document["serial"], document["resources"]) == (None, 3, 2)


def test_restores_a_version_under_the_lock_and_a_new_serial(stackwright, state_place: StatePlace):
    first = state_place.put_state(KEY, state(4, VPC))
    state_place.put_state(KEY, state(9, SUBNET))
    done = stackwright("state", TARGET, "--restore", first, "--yes", TARGET)
    assert (done.exit_code, lines(done.stdout)) == (
        0,
        [
            "1 resource, serial 4, 0 KiB; written 2026-11-21 10:15:00 UTC",
            "  + aws_vpc.network",
            "  - aws_subnet.network",
            f"The state of {TARGET} is the one of 2026-11-21 10:15:00 UTC.",
        ],
    )
    document = stackwright("state", TARGET, "--json").document
    assert (document["problem"], document["serial"], document["resources"]) == (None, 10, 1)
    assert state_place.locks(KEY) == []


def test_restores_what_was_deleted(stackwright, state_place: StatePlace):
    first = state_place.put_state(KEY, state(4, VPC))
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=KEY)
    assert stackwright("state", TARGET, "--restore", first, "--yes", TARGET).exit_code == 0
    assert stackwright("state", TARGET, "--json").document["serial"] == 5


def test_the_current_version_may_be_put_back_so_that_the_table_remembers_it(stackwright, state_place: StatePlace):
    current = state_place.put_state(KEY, state(4, VPC), digest="0" * 32)
    assert stackwright("state", TARGET, "--restore", current, "--yes", TARGET).exit_code == 0
    assert stackwright("state", TARGET).exit_code == 0


def test_a_version_that_there_is_not(stackwright, state_place: StatePlace):
    state_place.put_state(KEY, state(4, VPC))
    done = stackwright("state", TARGET, "--restore", "nonsense", "--yes", TARGET)
    assert (done.exit_code, done.stderr) == (
        1,
        f"{ADDRESS} has no version nonsense. `stackwright state {TARGET} --versions` lists them.\n",
    )


def test_a_damaged_version_is_not_put_back(stackwright, state_place: StatePlace):
    first = state_place.put_state(KEY, "[]")
    done = stackwright("state", TARGET, "--restore", first, "--yes", TARGET)
    assert (done.exit_code, done.stderr) == (
        1,
        f"The version {first} is damaged too: it is JSON, but not the state of a Terraform root. Choose another one.\n",
    )


def test_nothing_is_restored_while_somebody_works(stackwright, state_place: StatePlace):
    first = state_place.put_state(KEY, state(4, VPC))
    state_place.put_state(KEY, state(5, SUBNET))
    state_place.lock(KEY)
    done = stackwright("state", TARGET, "--restore", first, "--yes", TARGET)
    assert (done.exit_code, done.stderr) == (
        1,
        f"The state {ADDRESS.removeprefix('s3://')} is locked: ann@laptop has been at it (apply) since "
        "2026-11-21 08:51:30 UTC. Nothing was changed.\n",
    )
    assert stackwright("state", TARGET, "--json").document["serial"] == 5


@pytest.mark.parametrize(("answer", "serial"), [(TARGET, 6), ("yes", 5), ("", 5)])
def test_asks_for_the_name(
    stackwright, state_place: StatePlace, monkeypatch: pytest.MonkeyPatch, answer: str, serial: int
):
    first = state_place.put_state(KEY, state(4, VPC))
    state_place.put_state(KEY, state(5, SUBNET))
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.state.ask", lambda question: asked.append(question) or answer)
    done = stackwright("state", TARGET, "--restore", first)
    assert asked == [f"Make this the state of {TARGET}? Type {TARGET}:"]
    assert done.exit_code == (0 if serial == 6 else 1)
    assert stackwright("state", TARGET, "--json").document["serial"] == serial


def test_a_state_that_changes_while_the_person_thinks_is_left_alone(
    stackwright, state_place: StatePlace, monkeypatch: pytest.MonkeyPatch
):
    first = state_place.put_state(KEY, state(4, VPC))
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.state.ask", lambda _: state_place.put_state(KEY, state(5, SUBNET)) and TARGET)
    done = stackwright("state", TARGET, "--restore", first)
    assert (done.exit_code, done.stderr) == (
        1,
        f"The state of {TARGET} was changed in the meantime, so it was left alone. Look again.\n",
    )
    assert stackwright("state", TARGET, "--json").document["serial"] == 5


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--versions", "--push"], "--versions, --restore and --push do not go together"),
        (
            ["--restore", "1", "--yes", "macro-ai/prod"],
            f"--yes macro-ai/prod is not the target whose state would be replaced, which is {TARGET}",
        ),
        (["--restore", "1"], f"There is no terminal to ask on, so say --yes {TARGET} to replace its state without a question"),
    ],
)  # fmt: skip
def test_wrong_usage(stackwright, options: list[str], complaint: str):
    done = stackwright("state", TARGET, *options)
    assert (done.exit_code, done.stderr) == (2, f"{complaint}. `stackwright state --help` lists what it takes.\n")


def test_brings_in_what_a_run_could_not_save(stackwright, fake: Fake, repository: Path, state_place: StatePlace):
    folder = repository / "cdktf.out" / "stacks" / "macro-ai-dev"
    folder.mkdir(parents=True)
    file = folder / "errored.tfstate"
    file.touch()
    state_place.put_state(KEY, state(9, VPC))
    done = stackwright("state", TARGET, "--push")
    assert (done.exit_code, done.stdout) == (0, f"What the run did is in the state of {TARGET} now.\n")
    assert fake.calls == ["init -no-color", f"state push -no-color {file}"]
    assert not file.exists()


def test_what_terraform_refuses_to_take_stays(stackwright, fake: Fake, repository: Path, state_place: StatePlace):
    folder = repository / "cdktf.out" / "stacks" / "macro-ai-dev"
    folder.mkdir(parents=True)
    file = folder / "errored.tfstate"
    file.touch()
    fake.fails("state-push", "Failed to write state: cannot import state with serial 8 over newer state with serial 9")
    done = stackwright("state", TARGET, "--push")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1] == (
        "The state has gone on since: it has the serial 9, the file 8. Nothing was written. "
        "Terraform's own words are in .stackwright/logs/macro-ai-dev-state-push.log."
    )
    assert file.exists()


def test_nothing_to_bring_in(stackwright, fake: Fake):
    done = stackwright("state", TARGET, "--push")
    assert (done.exit_code, done.stderr) == (
        1,
        "There is no cdktf.out/stacks/macro-ai-dev/errored.tfstate: no run of this copy of the repository left a state "
        "unsaved.\n",
    )
