"""`stackwright review` as a user sees it."""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.making import document, entry
from tests.scripts.conftest import Fake, change

BUCKET = entry("aws_s3_bucket.files", {"bucket": "b"}, None)
VPC = change("aws_vpc.network", ["create"])


@pytest.fixture
def plan_json(repository: Path) -> Path:
    file = repository / "plan.json"
    file.write_text(json.dumps(document(BUCKET)))
    return file


@pytest.mark.requirement("C-34")
def test_a_plan_from_anywhere(stackwright, plan_json: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = stackwright("review", "--plan", str(plan_json))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:6] == [
        f"{plan_json}: 0 to add, 0 to change, 0 to replace, 1 to destroy",
        "",
        "Findings (1 critical)",
        "  CRITICAL  data loss     aws_s3_bucket.files",
        "            It is destroyed, and with it every object in the bucket.",
        "            > Make sure that nobody needs the data or that a tested backup exists outside of it; to keep it "
        "without managing it, take it out of the state with a `removed` block.",
    ]


def test_a_plan_from_standard_input(repository: Path):
    done = subprocess.run(
        [Path(sys.executable).with_name("stackwright"), "review", "--plan", "-", "--format", "json"],
        input=json.dumps(document(BUCKET)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["title"] == "standard input"


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("markdown", "## Plan of "),
        ("html", "<!doctype html>"),
        ("json", "{\n"),
        ("svg", "<svg"),
        ("terminal", "plan.json:"),
    ],
)
def test_every_format_can_be_written_to_a_file_of_its_own(stackwright, plan_json: Path, form: str, begins: str):
    done = stackwright("review", "--plan", "plan.json", "--format", form, "--out", "review.out")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "  the review is in review.out\n")
    file = Path("review.out")
    assert file.read_text().startswith(begins)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(("severity", "exit_code"), [("critical", 1), ("info", 1)])
def test_fails_on_what_is_so_severe(stackwright, plan_json: Path, severity: str, exit_code: int):
    done = stackwright("review", "--plan", "plan.json", "--fail-on", severity)
    assert (done.exit_code, done.stderr) == (exit_code, f"  1 finding of severity {severity} or worse\n")


def test_does_not_fail_on_less(stackwright, repository: Path):
    (repository / "plan.json").write_text(
        json.dumps(
            document(entry("aws_subnet.a", {"map_public_ip_on_launch": False}, {"map_public_ip_on_launch": True}))
        )
    )
    assert stackwright("review", "--plan", "plan.json", "--fail-on", "high").exit_code == 0
    assert stackwright("review", "--plan", "plan.json", "--fail-on", "medium").exit_code == 1


def test_a_target_is_planned_and_nothing_is_kept(stackwright, fake: Fake, repository: Path):
    fake.plans(VPC)
    done = stackwright("review", "state")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "state: 1 to add, 0 to change, 0 to replace, 0 to destroy",
    )
    assert [call.split()[0] for call in fake.calls] == ["init", "plan", "show"]
    assert "-lock=false" in fake.calls[1]
    assert not list((repository / ".stackwright" / "plans").rglob("*.tfplan"))


def test_a_target_without_aws(stackwright, repository: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("toolchain.offline.plan_offline", lambda *folders: document(VPC))
    done = stackwright("review", "state", "--offline")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "state: 1 to add, 0 to change, 0 to replace, 0 to destroy",
    )


def test_a_finding_of_a_target_says_where_it_comes_from(stackwright, fake: Fake):
    fake.plans(change("aws_s3_bucket.state", ["delete"], before={"bucket": "b", "tags": {"component": "state"}}))
    [line] = [line for line in stackwright("review", "state").stdout.splitlines() if ".py:" in line]
    settings, code = line.split(", ")
    assert settings.strip().startswith("envs/state.tfvars:")
    assert "modules/state/" in code


@pytest.mark.requirement("C-34")
def test_a_finding_of_the_policy_can_be_accepted_until_a_day(stackwright, fake: Fake, repository: Path):
    fake.plans(change("aws_kms_key.state", ["create"], after={"enable_key_rotation": False, "tags_all": {}}))
    rules = {one["rule"] for one in stackwright("review", "state", "--format", "json").document["findings"]}
    assert "key-not-rotated" in rules
    acceptance = '[[accepted]]\nrule = "key-not-rotated"\nreason = "It is new."\nexpires = {}\n'
    (repository / "policy.toml").write_text(acceptance.format("2999-01-01"))
    found = stackwright("review", "state", "--format", "json").document
    assert "key-not-rotated" not in {one["rule"] for one in found["findings"]}
    assert [(one["rule"], one["accepted"], one["where"]) for one in found["accepted"]] == [
        ("key-not-rotated", "It is new.", "policy.toml:1")
    ]
    (repository / "policy.toml").write_text(acceptance.format("2020-01-01"))
    assert stackwright("review", "state", "--fail-on", "high").exit_code == 1


def test_a_policy_file_that_is_wrong_is_a_sentence(stackwright, fake: Fake, repository: Path):
    (repository / "policy.toml").write_text("accepted = 5\n")
    done = stackwright("review", "state")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith("policy.toml: accepted must be written as [[accepted]] tables")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "review takes a TARGET to plan, or --plan FILE."),
        (
            ["state", "--offline", "--local"],
            "--offline plans without AWS and a state, so --local and --plan do not go with it.",
        ),
        (
            ["--plan", "x", "--offline"],
            "--offline plans without AWS and a state, so --local and --plan do not go with it.",
        ),
        (["--plan", "x", "--local"], "--local plans a TARGET, and none is named."),
    ],
)
def test_command_lines_that_make_no_sense(stackwright, repository: Path, arguments: list[str], message: str):
    done = stackwright("review", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{message} `stackwright review --help` lists what it takes.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "There is no file plan.json. `terraform show -json <plan file>` writes the JSON of a plan."),
        (b"PK\x03\x04", "plan.json is Terraform's own plan file."),
        (b'{"format_version": "9.0"}', "The plan has format_version '9.0'; Stackwright knows 1.x"),
        (b'{"format_version": "1.2", "resource_ch', "The plan ends too early (line 1, column 27)."),
    ],
)
def test_what_is_no_plan_is_a_sentence(stackwright, repository: Path, content: bytes | None, message: str):
    if content is not None:
        (repository / "plan.json").write_bytes(content)
    done = stackwright("review", "--plan", "plan.json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(message)


@pytest.mark.parametrize("form", ["svg", "html"])
def test_the_picture_shows_what_there_is(stackwright, repository: Path, form: str):
    (repository / "plan.json").write_text(
        json.dumps(document(entry("aws_s3_bucket.uploads", None, {"bucket": "uploads-1"})))
    )
    assert ">uploads-1</text>" in stackwright("review", "--plan", "plan.json", "--format", form).stdout


def test_starts_without_what_takes_time(repository: Path):
    """What a review of a file does not need is not imported, and its help needs even less."""
    (repository / "plan.json").write_text(json.dumps(document(BUCKET)))
    program = "import sys; from scripts.cli import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"

    def imported(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", program, "review", *arguments]
        return set(subprocess.run(command, capture_output=True, text=True, check=True).stderr.split())

    assert not imported("--plan", "plan.json") & {"cdktf", "boto3", "moto", "rich", "hcl2", "jsii"}
    assert not imported("--help") & {"cdktf", "boto3", "moto", "hcl2", "jsii", "review.cost", "review.risk"}
