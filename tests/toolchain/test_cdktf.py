from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain.cdktf import Cdktf, Undecorate
from toolchain.errors import UserError
from toolchain.failures import TerraformError

MESSAGES = Path(__file__).with_name("messages")
SYNTH_FAILURE = """cat >&2 <<'END'
[2026-11-21T06:17:36.163] [ERROR] default - envs/macro-ai/dev.tfvars:3: bad

ERROR: cdktf encountered an error while synthesizing

Synth command: .venv/bin/python main.py
Error:         non-zero exit code 1

Command output on stderr:

    envs/macro-ai/dev.tfvars:3: bad
    envs/macro-ai/dev.tfvars:4: worse


END
exit 1"""


class Repository:
    """A repository that is set up, with a cdktf that does what a test says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        fakes.terraform(folder / "bin", "1.11.4")
        (folder / ".stackwright").mkdir()
        (folder / ".stackwright" / "terraform.rc").touch()

    def cdktf(self, behaviour: str) -> Cdktf:
        fakes.program(self.folder / "node_modules" / ".bin", "cdktf", behaviour)
        environment = {"PATH": f"{self.folder}/bin:/usr/bin:/bin"}
        return Cdktf(self.folder, base_environment=environment, on_line=self.lines.append)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_the_commands(repository: Repository) -> None:
    cdktf = repository.cdktf('echo "$@, Apply complete! Destroy complete!"')
    cdktf.synth()
    cdktf.diff("app-dev", variables={"api_image": "x@sha256:1"})
    cdktf.deploy("app-dev", skip_synth=True)
    cdktf.destroy("app-dev")
    assert repository.lines == [
        f"{command}, Apply complete! Destroy complete!"
        for command in (
            "synth",
            "diff app-dev --no-color --skip-provider-lock --var=api_image=x@sha256:1",
            "deploy app-dev --no-color --skip-provider-lock --skip-synth --auto-approve --parallelism=1",
            "destroy app-dev --no-color --skip-provider-lock --auto-approve --parallelism=1",
        )
    ]


@pytest.mark.parametrize("verb", ["deploy", "destroy"])
def test_a_terraform_that_was_killed_is_no_success_though_cdktf_says_so(repository: Repository, verb: str) -> None:
    cdktf = repository.cdktf(f"cat {MESSAGES}/cdktf_killed.txt")
    with pytest.raises(TerraformError) as failed:
        getattr(cdktf, verb)("app-dev")
    assert failed.value.kind == "killed"


def test_runs_in_the_repository_with_terraform_chosen_and_nothing_kept_at_home(repository: Repository) -> None:
    repository.cdktf("pwd; echo $TERRAFORM_BINARY_NAME $CI $CDKTF_DISABLE_PLUGIN_CACHE_ENV $CHECKPOINT_DISABLE").synth()
    folder = repository.folder
    assert repository.lines == [str(folder), f"{folder}/bin/terraform 1 1 1"]


def test_settings_that_are_wrong_are_shown_as_main_py_writes_them(repository: Repository) -> None:
    with pytest.raises(UserError) as failed:
        repository.cdktf(SYNTH_FAILURE).deploy("app-dev")
    assert str(failed.value) == (
        "The settings could not be turned into Terraform; the log is"
        f" {repository.folder}/.stackwright/logs/app-dev-cdktf-deploy.log:\n"
        "envs/macro-ai/dev.tfvars:3: bad\n"
        "envs/macro-ai/dev.tfvars:4: worse"
    )


def test_failures_of_terraform_are_explained(repository: Repository) -> None:
    with pytest.raises(UserError) as failed:
        repository.cdktf(f"cat {MESSAGES}/cdktf_endpoint_unreachable.txt; exit 1").diff("app-dev")
    assert str(failed.value) == (
        "http://127.0.0.1:9/ does not answer (dial tcp 127.0.0.1:9: connect: connection refused)."
        " AWS on this machine does not run: start it with `stackwright local up`."
        f" Terraform's own words are in {repository.folder}/.stackwright/logs/app-dev-cdktf-diff.log."
    )


def test_without_setup(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        Cdktf(tmp_path)
    assert str(refused.value) == f"{tmp_path}/node_modules/.bin/cdktf is missing. Run `make setup` first."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("app-dev  aws_vpc.network: Creating...", "aws_vpc.network: Creating..."),
        ("           + resource {", "  + resource {"),
        ("app-dev", ""),
        ("", ""),
        ("⠙  Synthesizing", None),
        ("0 Stacks deploying     1 Stack done     0 Stacks waiting", None),
        ("1 Stack destroying     0 Stacks done     0 Stacks waiting", None),
        ("\x1b[1mapp-dev\x1b[0m  \x1b[31mError: \x1b[0mx", "Error: x"),
        ("Generated Terraform code for the stacks: app-dev", "Generated Terraform code for the stacks: app-dev"),
    ],
)
def test_takes_cdktfs_additions_off(line: str, expected: str | None) -> None:
    assert Undecorate("app-dev")(line) == expected
