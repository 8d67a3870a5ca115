import json
import stat
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain import terraform
from toolchain.errors import UserError
from toolchain.failures import TerraformError
from toolchain.terraform import Root

# Notes how it was called, and does what the file `behaviour` in the root says.
NOTES = 'echo "$@" >> calls\nif [ -f behaviour ]; then . ./behaviour; fi'


@pytest.fixture
def base(tmp_path: Path) -> dict[str, str]:
    """The environment of a repository that is set up, with a terraform that only notes its calls."""
    fakes.terraform(tmp_path / "bin", "1.11.4", more=NOTES)
    (tmp_path / ".stackwright").mkdir()
    (tmp_path / ".stackwright" / "terraform.rc").touch()
    return {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "HOME": str(tmp_path)}


@pytest.fixture
def root(tmp_path: Path, base: dict[str, str]) -> Root:
    folder = tmp_path / "cdktf.out" / "stacks" / "app-dev"
    folder.mkdir(parents=True)
    return Root(tmp_path, folder, base_environment=base)


def calls(root: Root) -> list[str]:
    return (root.folder / "calls").read_text().splitlines()


def test_what_every_process_gets(tmp_path: Path, base: dict[str, str]) -> None:
    found = terraform.environment(tmp_path, base | {"TF_VAR_image": "x", "TF_WORKSPACE": "other", "TF_DATA_DIR": "/x"})
    found.pop("GOGC", None)
    assert found == base | {
        "TF_VAR_image": "x",
        "TF_CLI_CONFIG_FILE": f"{tmp_path}/.stackwright/terraform.rc",
        "TERRAFORM_BINARY_NAME": f"{tmp_path}/bin/terraform",
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
    }


@pytest.mark.parametrize(("gibibytes", "own", "expected"), [(8, {}, "400"), (2, {}, None), (8, {"GOGC": "50"}, "50")])
def test_memory_is_traded_for_time_only_where_there_is_enough(
    tmp_path: Path,
    base: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    gibibytes: int,
    own: dict[str, str],
    expected: str | None,
) -> None:
    monkeypatch.setattr(terraform, "free_memory_bytes", lambda: gibibytes * 1024**3)
    assert terraform.environment(tmp_path, base | own).get("GOGC") == expected


def test_knows_how_much_memory_is_free() -> None:
    assert 64 * 1024**2 < terraform.free_memory_bytes() < 64 * 1024**4


def test_without_setup(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        terraform.environment(tmp_path, {})
    assert str(refused.value) == f"{tmp_path}/.stackwright/terraform.rc is missing. Run `make setup` first."


def test_the_commands(root: Root) -> None:
    root.init()
    root.init(reconfigure=True)
    plan_file = root.folder / "plans" / "a.tfplan"
    assert root.plan(plan_file, options=["-destroy"]) is False
    root.apply(plan_file)
    root.destroy(options=["-lock-timeout=60s"])
    root.untaint("aws_kms_key.state")
    root.import_("aws_kms_alias.state", "alias/state")
    root.state_push(root.folder / "errored.tfstate")
    assert calls(root) == [
        "init -no-color",
        "init -no-color -reconfigure",
        f"plan -no-color -detailed-exitcode -out={plan_file} -destroy",
        f"apply -no-color {plan_file}",
        "destroy -no-color -auto-approve -lock-timeout=60s",
        "untaint -no-color aws_kms_key.state",
        "import -no-color aws_kms_alias.state alias/state",
        f"state push -no-color {root.folder / 'errored.tfstate'}",
    ]


def test_a_plan_with_changes_says_so_and_only_its_owner_reads_it(root: Root) -> None:
    plan_file = root.folder / "a.tfplan"
    (root.folder / "behaviour").write_text(f"echo secret > {plan_file}; exit 2")
    assert root.plan(plan_file) is True
    assert stat.S_IMODE(plan_file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("behaviour", "command", "result"),
    [
        ('echo \'{"format_version": "1.2"}\'', "show_json", {"format_version": "1.2"}),
        ("echo '{\"serial\": 3}'", "state_pull", {"serial": 3}),
        ("true", "state_pull", None),
        ('echo \'{"url": {"sensitive": false, "value": "https://x"}}\'', "outputs", {"url": "https://x"}),
    ],
)
def test_what_terraform_answers_in_json(root: Root, behaviour: str, command: str, result: object) -> None:
    (root.folder / "behaviour").write_text(f"echo a warning >&2; {behaviour}")
    assert getattr(root, command)() == result


def test_a_failure_is_explained_and_everything_is_in_the_log(root: Root, tmp_path: Path) -> None:
    (root.folder / "behaviour").write_text("echo Initializing; echo 'Error: Saved plan is stale' >&2; exit 1")
    with pytest.raises(TerraformError) as failed:
        root.apply(root.folder / "a.tfplan")
    log = tmp_path / ".stackwright" / "logs" / "app-dev-apply.log"
    assert str(failed.value) == (
        "The state has changed since the plan was made, so the plan was not applied. Make a new plan and look at it."
        f" Terraform's own words are in {log}."
    )
    assert log.read_text() == "Initializing\nError: Saved plan is stale\n"
    assert failed.value.log == log


def test_messages_call_the_target_as_the_command_line_does(tmp_path: Path, base: dict[str, str], root: Root) -> None:
    (root.folder / "behaviour").write_text("echo 'Error: Unsupported state file format' >&2; exit 1")
    with pytest.raises(TerraformError, match="`stackwright state app/dev --local` says how"):
        Root(tmp_path, root.folder, base_environment=base, called="app/dev --local").init()


def test_a_failing_question_is_explained_too(root: Root, tmp_path: Path) -> None:
    (root.folder / "behaviour").write_text("echo 'Error: No valid credential sources found' >&2; exit 1")
    with pytest.raises(TerraformError) as failed:
        root.state_pull()
    assert failed.value.kind == "no_credentials"
    assert failed.value.log.read_text() == "Error: No valid credential sources found\n"


def test_lines_are_handed_over(tmp_path: Path, base: dict[str, str], root: Root) -> None:
    lines: list[str] = []
    (root.folder / "behaviour").write_text("echo one; echo two")
    Root(tmp_path, root.folder, base_environment=base, on_line=lines.append).init()
    assert lines == ["one", "two"]


def test_the_real_terraform_keeps_state_in_the_folder(tmp_path: Path) -> None:
    repository = Path(__file__).parents[2]
    (tmp_path / "cdk.tf.json").write_text(json.dumps({"output": {"a": {"value": "b"}}}))
    root = Root(repository, tmp_path)
    root.init()
    assert root.state_pull() is None
    assert root.plan(tmp_path / "a.tfplan") is True
    assert root.show_json(tmp_path / "a.tfplan")["planned_values"]["outputs"]["a"]["value"] == "b"
    root.apply(tmp_path / "a.tfplan")
    assert root.outputs() == {"a": "b"}
    assert root.plan(tmp_path / "a.tfplan") is False
    root.destroy()
    assert root.outputs() == {}
