import zipfile
from pathlib import Path

import pytest

from scripts.base.plan_file import check_plan_file
from settings.target import Target
from toolchain.errors import UserError

TARGET = Target.parse("macro-ai/dev")


@pytest.fixture
def root_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cdk.tf.json"
    path.write_text('{"resource": {}}')
    return path


def plan_of(text: str) -> Path:
    with zipfile.ZipFile("a.tfplan", "w") as archive:
        archive.writestr("tfconfig/m-/cdk.tf.json", text)
    return Path("a.tfplan")


def refusal(file: Path, root_file: Path) -> str:
    with pytest.raises(UserError) as refused:
        check_plan_file(file, TARGET, root_file)
    return str(refused.value)


def test_a_plan_of_this_very_root_is_accepted(root_file: Path):
    check_plan_file(plan_of('{"resource": {}}'), TARGET, root_file)


def test_a_plan_of_another_root_is_refused(root_file: Path):
    assert refusal(plan_of('{"resource": {"aws_vpc": {}}}'), root_file) == (
        "a.tfplan is not a plan of macro-ai/dev as its settings and modules are now. "
        "Make a new one with `stackwright plan macro-ai/dev` and look at it."
    )


def test_a_file_that_is_no_plan_is_refused(root_file: Path):
    expected = "cdk.tf.json is not a plan. `stackwright plan macro-ai/dev` makes one."
    assert refusal(root_file, root_file) == expected


def test_an_archive_that_is_no_plan_is_refused(root_file: Path):
    with zipfile.ZipFile("a.zip", "w"):
        pass
    assert refusal(Path("a.zip"), root_file) == "a.zip is not a plan. `stackwright plan macro-ai/dev` makes one."


def test_a_missing_file_is_named(root_file: Path):
    assert refusal(Path("b.tfplan"), root_file) == (
        "There is no plan b.tfplan. `stackwright plan macro-ai/dev` makes one."
    )
