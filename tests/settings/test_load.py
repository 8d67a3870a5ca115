"""A target's file as checked settings, or everything that is wrong with it, where it is wrong."""

import shutil
from pathlib import Path

import pytest

from settings.load import load_environment, load_state
from settings.problem import SettingsError
from settings.target import Deployment, Target
from tests.settings.spoilt import CASES, Spoilt

REPOSITORY = Path(__file__).parents[2]
TARGET = Target.parse("macro-ai/dev")
FILE = "envs/macro-ai/dev.tfvars"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of settings only, to be spoilt."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("sample.tfvars"), tmp_path / FILE)
    shutil.copy(REPOSITORY / "envs/state.tfvars", tmp_path / "envs")
    return tmp_path


def change(root: Path, *changes: tuple[str, str]) -> None:
    text = (root / FILE).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (root / FILE).write_text(text)


def refusal(root: Path) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load_environment(TARGET, root)
    return str(error.value).splitlines()


@pytest.mark.requirement("C-04", "C-07", "C-08", "C-14", "C-15", "C-17")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spoilt_file_is_refused_in_whole_sentences(root: Path, case: Spoilt):
    change(root, (case.old, case.new))
    assert refusal(root) == [f"{FILE}{message}" for message in case.expected]


def test_problems_of_fields_and_between_sections_come_together(root: Path):
    change(
        root,
        ("log_retention_days  = 7", "log_retention_days = 8"),
        ('"us-east-1b"]', '"eu-west-1b"]'),
        ('"OPENAI_API_KEY"]', '"OPENAI_KEY"]'),
        ("memory_mib       = 512", "memory_mib = 100"),
    )
    assert refusal(root) == [
        f"{FILE}:8: log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, "
        "1096, 1827, 2192, 2557, 2922, 3288, 3653, got 8",
        f'{FILE}:18: network.availability_zones[1] must be a zone of the region us-east-1, got "eu-west-1b"',
        f"{FILE}:29: services.api.memory_mib must be one of 512, 1024, 2048 when cpu_units is 256, got 100",
    ]


def test_rules_about_a_broken_section_wait_until_it_is_mended(root: Path):
    change(root, ('"OPENAI_API_KEY"]', '"OPENAI_KEY"]'), ("memory_mib       = 512", "memory_mib = 100"))
    assert len(refusal(root)) == 1
    change(root, ("memory_mib = 100", "memory_mib = 512"))
    assert refusal(root) == [
        f'{FILE}:36: services.api.secrets[2] is not declared in secrets, got "OPENAI_KEY"; did you mean OPENAI_API_KEY?'
    ]


def test_real_file_gives_its_values_and_their_lines(root: Path):
    loaded = load_environment(TARGET, root)
    assert loaded.settings.services["api"].container_port == 3040
    assert loaded.where(("services", "api", "container_port")) == f"{FILE}:27"
    assert loaded.where(("load_balancer",)) == FILE


def test_context_and_tags_come_from_the_target_and_the_file(root: Path):
    settings = load_environment(TARGET, root).settings
    assert settings.context(TARGET).arn("logs", "x") == "arn:aws:logs:us-east-1:123456789012:x"
    assert settings.tags(TARGET).default_tags() == {
        "system": "macro-ai",
        "environment": "dev",
        "owner": "macro-ai",
        "cost-center": "macro-ai",
        "managed-by": "stackwright",
    }


def test_an_environment_is_deployed_under_its_own_name_unless_it_says_another(root: Path):
    assert load_environment(TARGET, root).deployment == Deployment("macro-ai", "dev")
    text = (root / FILE).read_text()
    (root / FILE).write_text(f'deployed_as = "live"\n{text}')
    loaded = load_environment(TARGET, root)
    assert loaded.deployment == Deployment("macro-ai", "live")
    assert loaded.settings.context(TARGET).name == "macro-ai-live"
    assert loaded.settings.tags(TARGET).default_tags()["environment"] == "live"


def test_missing_file_is_named(root: Path):
    (root / FILE).unlink()
    assert refusal(root) == [f"{FILE}: cannot be read: No such file or directory"]


def test_state_settings_have_both_locks_by_default(root: Path):
    assert load_state(root).settings.state.locks == ("s3_lock_file", "dynamodb_table")


def test_state_settings_are_checked(root: Path):
    (root / "envs/state.tfvars").write_text('account_id = "1"\nregion = "us-east-1"\nstate = {}\n')
    with pytest.raises(SettingsError) as error:
        load_state(root)
    assert str(error.value).splitlines() == [
        "envs/state.tfvars: owner is required: the team to ask; the value of the tag `owner`",
        "envs/state.tfvars: cost_center is required: who pays; the value of the tag `cost-center`",
        'envs/state.tfvars:1: account_id must be an AWS account id of twelve digits, got "1"',
        "envs/state.tfvars:3: state.bucket_name is required: S3 bucket for the state objects, one a stack; its name is "
        "unique in the world, so begin it with your own",
    ]


def test_nothing_here_imports_cdktf():
    import subprocess
    import sys

    code = "import sys, settings.load; print([name for name in ('cdktf', 'jsii', 'constructs', 'boto3', 'hcl2') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert result.stdout == "[]\n"
