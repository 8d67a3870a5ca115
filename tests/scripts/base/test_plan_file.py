import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts.base.plan_file import CONFIGURATION, LOCK, SEAL, STATE, Purpose, check, check_surroundings, seal, sha256
from toolchain.errors import UserError

PURPOSE = Purpose("shop/dev", "123456789012", local=False, terraform_version="1.11.4")
MADE_WITH = "stackwright plan shop/dev --out a.tfplan"
AGAIN = f"Make a new one with `{MADE_WITH}` and look at it."
CONTENT = {
    CONFIGURATION: '{"resource": {}}',
    "tfplan": "what to do",
    LOCK: "hashes",
    STATE: '{"lineage": "l", "serial": 4}',
}


@pytest.fixture
def root_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cdk.tf.json"
    path.write_text('{"resource": {}}')
    return path


def make(content: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile("a.tfplan", "w") as archive:
        for name, text in (content or CONTENT).items():
            archive.writestr(name, text)
    return Path("a.tfplan")


def refusal(file: Path, root_file: Path, purpose: Purpose = PURPOSE) -> str:
    with pytest.raises(UserError) as refused:
        check(file, purpose, root_file, made_with=MADE_WITH)
    return str(refused.value)


def test_a_sealed_plan_of_this_very_root_is_accepted(root_file: Path):
    file = make()
    assert seal(file, PURPOSE) == sha256(file)
    check(file, PURPOSE, root_file, made_with=MADE_WITH)
    check_surroundings(file, root_file.parent, {"lineage": "l", "serial": 4}, made_with=MADE_WITH)


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ({"target": "shop/prod"}, "a.tfplan is a plan of shop/dev, not of shop/prod."),
        (
            {"local": True},
            "a.tfplan was made for an account at AWS, and this would be the AWS on this machine.",
        ),
        (
            {"account_id": "999988887777"},
            "a.tfplan is for account 123456789012, and shop/dev belongs to 999988887777 now.",
        ),
        ({"terraform_version": "1.12.0"}, "a.tfplan was made by Terraform 1.11.4, and 1.12.0 is in use now."),
    ],
)
def test_a_plan_for_something_else_is_refused(root_file: Path, now: dict[str, Any], why: str):
    file = make()
    seal(file, PURPOSE)
    assert refusal(file, root_file, replace(PURPOSE, **now)) == f"{why} {AGAIN}"


def test_a_plan_of_other_settings_is_refused(root_file: Path):
    file = make()
    seal(file, PURPOSE)
    root_file.write_text('{"resource": {"aws_vpc": {}}}')
    why = "a.tfplan is not a plan of shop/dev as its settings and modules are now."
    assert refusal(file, root_file) == f"{why} {AGAIN}"


@pytest.mark.parametrize(
    "changed",
    [{"tfplan": "what somebody else wants"}, {"tfplan": None}, {"more": "than there was"}],
)
def test_a_plan_that_was_changed_is_refused(root_file: Path, changed: dict[str, str | None]):
    file = make()
    seal(file, PURPOSE)
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name).decode() for name in archive.namelist()}
    make({name: text for name, text in {**entries, **changed}.items() if text is not None})
    assert refusal(file, root_file) == f"a.tfplan was changed after it was made. {AGAIN}"


@pytest.mark.parametrize("text", [None, "{", "[]", '{"target": "shop/dev"}'])
def test_a_plan_that_does_not_say_what_it_is_for_is_refused(root_file: Path, text: str | None):
    file = make({**CONTENT, **({SEAL: text} if text else {})})
    assert refusal(file, root_file) == (
        f"a.tfplan does not say what it is for, as it was not made by `stackwright plan`. `{MADE_WITH}` makes one."
    )


def test_a_plan_with_a_byte_damaged_is_refused(root_file: Path):
    file = make()
    seal(file, PURPOSE)
    data = bytearray(file.read_bytes())
    data[data.index(b"what to do")] ^= 1
    file.write_bytes(data)
    assert refusal(file, root_file) == f"a.tfplan is not a plan, or is damaged. `{MADE_WITH}` makes one."


@pytest.mark.parametrize("made", ["text", "empty archive", "cut off", "folder"])
def test_what_is_no_plan_is_refused(root_file: Path, made: str):
    file = make()
    if made == "text":
        file.write_text("no archive")
    elif made == "empty archive":
        make({"other": "x"})
    elif made == "cut off":
        file.write_bytes(file.read_bytes()[:200])
    else:
        file.unlink()
        file.mkdir()
    assert refusal(file, root_file) == f"a.tfplan is not a plan, or is damaged. `{MADE_WITH}` makes one."


def test_a_missing_file_is_named(root_file: Path):
    assert refusal(Path("b.tfplan"), root_file) == f"There is no plan b.tfplan. `{MADE_WITH}` makes one."


def surroundings(state: dict[str, Any] | None, folder: Path) -> str:
    with pytest.raises(UserError) as refused:
        check_surroundings(make(), folder, state, made_with=MADE_WITH)
    return str(refused.value)


@pytest.mark.parametrize(
    ("state", "now"),
    [({"lineage": "l", "serial": 6}, "6"), ({"lineage": "other", "serial": 4}, "4"), (None, "none")],
)
def test_a_state_that_has_gone_on_makes_a_plan_stale(root_file: Path, state: dict[str, Any] | None, now: str):
    assert surroundings(state, root_file.parent) == (
        f"The state has changed since a.tfplan was made (serial 4 then, {now} now). {AGAIN}"
    )


def test_other_provider_packages_are_refused(root_file: Path):
    (root_file.parent / LOCK).write_text("other hashes")
    assert surroundings({"lineage": "l", "serial": 4}, root_file.parent) == (
        f"a.tfplan was made with other provider packages, perhaps on another kind of machine. {AGAIN}"
    )


def test_the_seal_is_readable_json_in_the_archive(root_file: Path):
    file = make()
    seal(file, PURPOSE)
    with zipfile.ZipFile(file) as archive:
        sealed = json.loads(archive.read(SEAL))
    assert {name: sealed[name] for name in ("target", "account_id", "local", "terraform_version")} == {
        "target": "shop/dev",
        "account_id": "123456789012",
        "local": False,
        "terraform_version": "1.11.4",
    }
    assert sorted(sealed["content"]) == sorted(CONTENT)
