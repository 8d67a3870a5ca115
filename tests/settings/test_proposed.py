"""A file that is not written yet, checked in its place among the others."""

import shutil
from pathlib import Path

import pytest

from settings.problem import SettingsError
from settings.proposed import check_proposed
from settings.target import Target
from settings.tfvars import parsed, read

REPOSITORY = Path(__file__).parents[2]
TARGET = Target.parse("macro-ai/dev")
FILE = TARGET.tfvars_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(REPOSITORY / "envs", tmp_path / "envs")
    return tmp_path


def proposed(root: Path, old: str, new: str) -> str:
    text = read(root / FILE, root).text
    assert old in text
    return text.replace(old, new, 1)


def refusal(root: Path, text: str) -> str:
    with pytest.raises(SettingsError) as error:
        check_proposed(TARGET, parsed(text, FILE), root)
    return str(error.value)


def test_what_is_right_is_loaded(root: Path):
    text = proposed(root, "log_retention_days  = 7", "log_retention_days  = 14")
    assert check_proposed(TARGET, parsed(text, FILE), root).settings.log_retention_days == 14
    assert read(root / FILE, root).values["log_retention_days"] == 7


@pytest.mark.requirement("C-35")
def test_what_is_wrong_in_the_file_is_refused(root: Path):
    assert refusal(root, proposed(root, "log_retention_days  = 7", "\nlog_retention_days  = 8")) == (
        f"{FILE}:9: log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, "
        "1827, 2192, 2557, 2922, 3288, 3653, got 8"
    )


@pytest.mark.requirement("C-35")
def test_what_contradicts_another_file_is_refused(root: Path):
    assert refusal(root, proposed(root, "Z08217491MACROAICOM0", "Z0")) == (
        f"{FILE}:12: domain.hosted_zone_id must be that of macro-ai.com in envs/macro-ai/shared.tfvars, "
        '"Z08217491MACROAICOM0", got "Z0"'
    )


def test_what_is_wrong_already_is_not_held_against_the_file(root: Path):
    (root / FILE).write_text(proposed(root, "Z08217491MACROAICOM0", "Z0"))
    (root / "envs" / "automatrix" / "dev.tfvars").write_text("nothing = true\n")
    text = proposed(root, "log_retention_days  = 7", "log_retention_days  = 14")
    assert check_proposed(TARGET, parsed(text, FILE), root).settings.log_retention_days == 14
