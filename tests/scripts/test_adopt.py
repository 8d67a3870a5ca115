import pytest

from tests.scripts.conftest import Fake, StatePlace

TARGET = "macro-ai/dev"
KEY_ADDRESS = "aws_kms_key.encryption_key"


@pytest.fixture
def forgotten(state_place: StatePlace) -> str:
    """The id of a key with the target's tags that no state knows."""
    tags = {"system": "macro-ai", "environment": "dev", "managed-by": "stackwright", "component": "encryption_key"}
    listed = [{"TagKey": key, "TagValue": value} for key, value in tags.items()]
    return state_place.client("kms").create_key(Tags=listed)["KeyMetadata"]["KeyId"]


def described(key_id: str) -> list[str]:
    return [
        "",
        f"1 resource of {TARGET} in AWS that its state does not know:",
        f"  arn:aws:kms:us-east-1:123456789012:key/{key_id} ({KEY_ADDRESS})",
        f"Take over what has its place: stackwright adopt {TARGET}",
    ]


def test_nothing_to_take_over(stackwright, fake: Fake, state_place: StatePlace):
    done = stackwright("adopt", TARGET, "--yes")
    assert (done.exit_code, done.stdout) == (
        0,
        f"The state of {TARGET} knows everything that AWS lists with its tags.\n",
    )
    assert fake.calls == []


def test_check_lists_and_changes_nothing(stackwright, fake: Fake, forgotten: str):
    done = stackwright("adopt", TARGET, "--check")
    assert (done.exit_code, done.stdout.splitlines(), fake.calls) == (1, described(forgotten), [])


def test_takes_over_what_has_its_place(stackwright, fake: Fake, forgotten: str):
    done = stackwright("adopt", TARGET, "--yes")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            *described(forgotten),
            f"In the state now: {KEY_ADDRESS}. `stackwright plan {TARGET}` shows what is left to do.",
        ],
    )
    assert fake.calls == ["init -no-color", f"import -no-color {KEY_ADDRESS} {forgotten}"]


@pytest.mark.parametrize(("answer", "exit_code"), [("yes", 0), ("no", 1)])
def test_asks_on_a_terminal(
    stackwright, fake: Fake, forgotten: str, monkeypatch: pytest.MonkeyPatch, answer: str, exit_code: int
):
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.adopt.ask", lambda question: asked.append(question) or answer)
    done = stackwright("adopt", TARGET)
    assert asked == [f"Take 1 resource into the state of {TARGET}? [yes/no]"]
    assert (done.exit_code, bool(fake.calls)) == (exit_code, exit_code == 0)


def test_one_resource_by_its_address(stackwright, fake: Fake, state_place: StatePlace):
    done = stackwright("adopt", TARGET, "aws_kms_alias.encryption_key", "alias/macro-ai-dev")
    assert (done.exit_code, done.stdout) == (
        0,
        f"In the state now: aws_kms_alias.encryption_key. `stackwright plan {TARGET}` shows what is left to do.\n",
    )
    assert fake.calls == ["init -no-color", "import -no-color aws_kms_alias.encryption_key alias/macro-ai-dev"]


def test_json(stackwright, fake: Fake, forgotten: str):
    assert stackwright("adopt", TARGET, "--check", "--json").document == {
        "target": TARGET,
        "adopted": [],
        "not_in_state": [
            {
                "arn": f"arn:aws:kms:us-east-1:123456789012:key/{forgotten}",
                "address": KEY_ADDRESS,
                "import_id": forgotten,
            }
        ],
    }


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["aws_vpc.network"], "Name both the address and the id of what is to be taken over, or neither"),
        (["--check", "--yes"], "--check changes nothing, so --yes and an address do not go with it"),
        (
            [],
            "There is no terminal to ask on, so say --yes to take over without a question, or --check to see what there is",
        ),
    ],
)
def test_wrong_usage(stackwright, options: list[str], complaint: str):
    done = stackwright("adopt", TARGET, *options)
    assert (done.exit_code, done.stderr) == (2, f"{complaint}. `stackwright adopt --help` lists what it takes.\n")
