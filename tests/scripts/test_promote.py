"""Values that were tried in one environment, brought to the next; and back."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from promotion.pair import Pair
from scripts import promote
from settings import tfvars
from tests.scripts.conftest import REPOSITORY, Fake, change

STAGING, PROD = "envs/macro-ai/staging.tfvars", "envs/macro-ai/prod.tfvars"
OLD = "1f0c2b7ad6c9c2b8a8dd8f5b0cbdba76e1dfb03e5f2cbbf1a9d1c7f5a3a0e9d4"
NEW = "2" * 64
IMAGE = "services.api.image"
FEATURE = "services.api.environment.FEATURE_X"


@pytest.fixture
def system(repository: Path) -> Path:
    """The whole of macro-ai, committed, with a new release in staging."""
    shutil.copytree(REPOSITORY / "envs" / "macro-ai", repository / "envs" / "macro-ai", dirs_exist_ok=True)
    git(repository, "init", "--quiet")
    commit(repository, "first")
    change_image(repository)
    commit(repository, "release")
    return repository


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def commit(folder: Path, subject: str) -> None:
    git(folder, "add", "envs")
    git(folder, "commit", "--quiet", f"--message={subject}")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_bytes()
    assert old.encode() in text
    (folder / name).write_bytes(text.replace(old.encode(), new.encode(), 1))


def change_image(folder: Path) -> None:
    replace(folder, STAGING, OLD, NEW)


def line_of(folder: Path, name: str, text: str) -> int:
    return next(number for number, line in enumerate((folder / name).read_text().splitlines(), 1) if text in line)


def promoted(folder: Path) -> bytes:
    return (REPOSITORY / PROD).read_bytes().replace(OLD.encode(), NEW.encode(), 1)


TASK = "aws_ecs_task_definition.api_task"


def terraform_plan(*changes: dict[str, Any]) -> dict[str, Any]:
    """Terraform's JSON of a plan."""
    for entry in changes:
        kind, _, name = entry["address"].partition(".")
        entry |= {"mode": "managed", "type": kind, "name": name, "provider_name": "registry.terraform.io/hashicorp/aws"}
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": list(changes),
        "configuration": {"root_module": {}},
    }


# --- what is shown


@pytest.mark.requirement("C-35")
def test_shows_what_moves_what_stays_and_the_effect_and_writes_nothing(stackwright, system: Path):
    done = stackwright("promote", "macro-ai/staging", "macro-ai/prod")
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert lines[:4] == [
        "macro-ai/staging -> macro-ai/prod",
        "",
        "Promoted to macro-ai/prod",
        f'  {PROD}:{line_of(system, PROD, OLD)}: {IMAGE}: "123456789012.dkr.ecr.us-eas...03e5f2cbbf1a9d1c7f5a3a0e9d4" -> '
        '"123456789012.dkr.ecr.us-eas...222222222222222222222222222"',
    ]
    assert lines[4] == "    the release that was tried"
    kept = lines.index("Kept in macro-ai/prod")
    assert lines[lines.index("  size, which follows the load there", kept) + 1] == (
        "    services.api.cpu_units: staging 512, prod 1024"
    )
    assert [line for line in lines if line.startswith(("-    image", "+    image"))] == [
        f'{sign}    image            = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256:{digest}"'
        for sign, digest in (("-", OLD), ("+", NEW))
    ]
    effect = lines.index("Effect on macro-ai/prod")
    assert lines[effect + 1 : effect + 3] == [
        "  ~ aws_ecs_task_definition.api_task (container_definitions)",
        "  1 resource would differ",
    ]
    assert lines[lines.index("Cost of an expected month") + 1].endswith("(+0.00 USD)")
    assert lines[-2:] == [
        "",
        f"Nothing was written. Add --write to write {PROD}.",
    ]
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes()


def test_one_name_takes_the_environment_before_it(stackwright, system: Path):
    assert stackwright("promote", "macro-ai/prod").stdout.startswith("macro-ai/staging -> macro-ai/prod\n")


def test_the_document_has_it_all(stackwright, system: Path):
    document = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--json").document
    assert (document["source"], document["target"], document["written"]) == ("macro-ai/staging", "macro-ai/prod", False)
    [entry] = document["promoted"]
    assert (entry["key"], entry["at"]) == (IMAGE, f"{PROD}:{line_of(system, PROD, OLD)}")
    assert document["asked"] == []
    assert document["diff"][0] == f"--- a/{PROD}"
    assert [effect["address"] for effect in document["resources"]] == ["aws_ecs_task_definition.api_task"]
    assert document["monthly_usd"]["change"]["expected"] == 0


def test_nothing_to_promote_is_said(stackwright, system: Path):
    done = stackwright("promote", "macro-ai/dev", "macro-ai/staging", "--only", "network", "--leave", "services")
    assert done.exit_code == 1
    shutil.copy(REPOSITORY / STAGING, system / STAGING)
    done = stackwright("promote", "macro-ai/dev", "macro-ai/staging", "--json")
    assert (done.exit_code, done.document["promoted"], done.document["diff"]) == (0, [], [])
    done = stackwright("promote", "macro-ai/dev", "macro-ai/staging", "--write")
    assert done.stdout.endswith(f"\nThere is nothing to write into {STAGING}.\n")


@pytest.mark.requirement("C-35")
def test_a_plan_without_aws_tells_what_would_be_done(stackwright, system: Path, monkeypatch: pytest.MonkeyPatch):
    def plan_offline(repository: Path, folder: Path) -> dict[str, Any]:
        assert repository == system
        root = json.loads((folder / "cdk.tf.json").read_text())
        image = root["variable"]["api_image"]["default"]
        return terraform_plan(change(TASK, ["create"], after={"image": image}))

    monkeypatch.setattr("scripts.base.proposed_roots.plan_offline", plan_offline)
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--plan", "--offline")
    assert done.stdout.partition("\nPlan without AWS, where a change may turn out to be a replacement\n")[2].startswith(
        "  macro-ai/prod: 0 to add, 1 to change, 0 to replace, 0 to destroy\n"
    )
    assert f"    ~ {TASK} (image)\n" in done.stdout


@pytest.mark.requirement("C-35")
def test_a_plan_against_the_state_tells_what_comes_on_top(stackwright, system: Path, fake: Fake):
    plan = terraform_plan(change("aws_db_instance.database", ["delete", "create"], before={"a": 1}, after={"a": 2}))
    fake.write("show", json.dumps(plan))
    document = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--plan", "--json").document
    assert document["pending"]["replace"] == 1
    assert "aws_db_instance.database" in {finding["address"] for finding in document["review"]["findings"]}
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--plan")
    assert done.stdout.partition("\nPlan\n")[2].startswith(
        "  macro-ai/prod: 0 to add, 0 to change, 1 to replace, 0 to destroy\n"
    )
    assert (
        "  a deploy would do this already, without the proposal: 0 to add, 0 to change, 1 to replace, 0 to destroy\n"
        in done.stdout
    )
    assert not [call for call in fake.calls if call.startswith("apply")]


# --- writing


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    "layout",
    [
        bytes,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.rstrip(b"\n"),
    ],
    ids=["as_it_is", "crlf", "no_last_break"],
)
def test_writes_the_promoted_values_and_no_other_byte(stackwright, system: Path, layout):
    (system / PROD).write_bytes(layout((REPOSITORY / PROD).read_bytes()))
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--write")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(f"\n{PROD} is written. Commit it, then: stackwright plan macro-ai/prod\n")
    assert (system / PROD).read_bytes() == layout(promoted(system))


@pytest.mark.requirement("C-35")
def test_what_is_new_comes_with_its_comment(stackwright, system: Path):
    replace(
        system,
        STAGING,
        '      LOG_LEVEL = "info"',
        '      # for pilots\n      FEATURE_X = "on" # a while\n      LOG_LEVEL = "info"',
    )
    commit(system, "feature")
    done = stackwright("promote", "macro-ai/prod", "--only", FEATURE, "--write")
    assert done.exit_code == 0
    expected = (REPOSITORY / PROD).read_text()
    before = '      NODE_ENV  = "production"\n'
    assert (system / PROD).read_text() == expected.replace(
        before, f'{before}      # for pilots\n      FEATURE_X = "on" # a while\n', 1
    )


@pytest.mark.requirement("C-35")
def test_what_has_to_be_decided_is_not_written_where_nobody_can_be_asked(stackwright, system: Path):
    replace(system, STAGING, '      LOG_LEVEL = "info"', '      FEATURE_X = "on"\n      LOG_LEVEL = "info"')
    commit(system, "feature")
    done = stackwright("promote", "macro-ai/prod", "--write")
    assert (done.exit_code, done.stderr) == (
        1,
        "1 setting to be decided and no terminal to ask on; nothing was written. Say of each whether it is promoted:\n"
        f"  --include '{FEATURE}' or --leave '{FEATURE}'\n",
    )
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes()


def test_a_person_at_the_terminal_is_asked(stackwright, system: Path, monkeypatch: pytest.MonkeyPatch):
    replace(system, STAGING, '      LOG_LEVEL = "info"', '      FEATURE_X = "on"\n      LOG_LEVEL = "info"')
    commit(system, "feature")
    questions: list[str] = []

    def confirm(question: str) -> bool:
        questions.append(question)
        return "FEATURE_X" in question

    monkeypatch.setattr(promote, "can_ask", lambda: True)
    monkeypatch.setattr(promote, "confirm", confirm)
    done = stackwright("promote", "macro-ai/prod", "--write", "--json")
    assert questions == [
        f'{FEATURE} = "on" in macro-ai/prod (macro-ai/prod does not have it; configuration of the release)?'
    ]
    assert [entry["key"] for entry in done.document["promoted"]] == [IMAGE, FEATURE]


@pytest.mark.requirement("C-35")
def test_a_file_with_a_byte_order_mark_is_refused_and_stays(stackwright, system: Path):
    (system / PROD).write_bytes(b"\xef\xbb\xbf" + (REPOSITORY / PROD).read_bytes())
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--write")
    assert (done.exit_code, done.stderr) == (
        1,
        f"{PROD}:1: the file begins with a byte order mark; save it as UTF-8 without one\n",
    )
    assert (system / PROD).read_bytes() == b"\xef\xbb\xbf" + (REPOSITORY / PROD).read_bytes()


# --- refusals


def refusal(done: Any) -> str:
    assert done.exit_code == 1
    return done.stderr


@pytest.mark.requirement("C-35")
def test_an_environment_is_not_skipped(stackwright, system: Path):
    where = f"envs/macro-ai/shared.tfvars:{line_of(system, 'envs/macro-ai/shared.tfvars', '  environments = [')}"
    assert refusal(stackwright("promote", "macro-ai/dev", "macro-ai/prod")) == (
        f"macro-ai/staging comes between macro-ai/dev and macro-ai/prod ({where}: dev, staging, prod). Promote to "
        "macro-ai/staging first, or add --out-of-order.\n"
    )
    assert stackwright("promote", "macro-ai/dev", "macro-ai/prod", "--out-of-order").exit_code == 0


@pytest.mark.requirement("C-35")
def test_an_image_that_never_ran_in_the_source_is_refused(stackwright, system: Path):
    replace(system, STAGING, NEW, "3" * 64)
    line = line_of(system, STAGING, "3" * 64)
    assert refusal(stackwright("promote", "macro-ai/prod", "--only", IMAGE)) == (
        f"{STAGING}:{line}: {IMAGE} is not committed, so this image never ran in macro-ai/staging. Commit it and deploy "
        "macro-ai/staging first.\n"
    )


class FakeEcs:
    """A service that runs one task definition."""

    def __init__(self, image: str, running: int = 1) -> None:
        self.image, self.running = image, running

    def describe_services(self, cluster: str, services: list[str]) -> dict[str, Any]:
        assert (cluster, services) == ("macro-ai-staging", ["macro-ai-staging-api"])
        old = {"taskDefinition": "arn:old", "runningCount": 0}
        return {"services": [{"deployments": [old, {"taskDefinition": "arn:new", "runningCount": self.running}]}]}

    def describe_task_definition(self, **arguments: str) -> dict[str, Any]:
        assert arguments == {"taskDefinition": "arn:new"}
        containers = [{"name": "api", "image": self.image}, {"name": "xray", "image": "xray:1"}]
        return {"taskDefinition": {"containerDefinitions": containers}}


REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-api@sha256"


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("ecs", "runs"),
    [(FakeEcs(f"{REGISTRY}:{OLD}"), f"runs {REGISTRY}:{OLD}"), (FakeEcs(f"{REGISTRY}:{NEW}", 0), "runs no task")],
    ids=["another", "none"],
)
def test_an_image_that_does_not_run_is_refused_where_ecs_is_asked(
    stackwright, system: Path, monkeypatch: pytest.MonkeyPatch, ecs: FakeEcs, runs: str
):
    monkeypatch.setattr("scripts.base.running_images.client", lambda *_: ecs)
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--verify-running")
    assert refusal(done).splitlines()[-1] == (
        f"{STAGING}:{line_of(system, STAGING, NEW)}: services.api.image is {REGISTRY}:{NEW}, but ECS says that this "
        f"service of macro-ai/staging {runs}. Deploy macro-ai/staging, or write into its file what it runs."
    )


def test_an_image_that_runs_is_promoted(stackwright, system: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("scripts.base.running_images.client", lambda *_: FakeEcs(f"{REGISTRY}:{NEW}"))
    assert stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--verify-running", "--write").exit_code == 0
    assert (system / PROD).read_bytes() == promoted(system)


@pytest.mark.requirement("C-35")
def test_values_that_would_be_wrong_there_are_refused(stackwright, system: Path):
    replace(system, STAGING, 'secrets         = ["API_KEY", ', 'secrets         = ["STRIPE_KEY", "API_KEY", ')
    replace(system, STAGING, "secrets = {\n", 'secrets = {\n  STRIPE_KEY = { description = "Key of the shop" }\n')
    commit(system, "stripe")
    done = stackwright("promote", "macro-ai/prod", "--only", "services.api.secrets", "--write")
    line = line_of(system, PROD, "secrets         = [")
    assert refusal(done).splitlines() == [
        f"With these values {PROD} would be wrong; nothing was written. Lines are those of the new text.",
        f'{PROD}:{line}: services.api.secrets[0] is not declared in secrets, got "STRIPE_KEY"; declare it there',
    ]
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes()


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize("name", [STAGING, PROD])
def test_a_file_that_changes_meanwhile_is_not_written(
    stackwright, system: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    really_write = Pair.write

    def write(self: Pair, file: tfvars.Tfvars) -> None:
        (system / name).write_text(f"{(system / name).read_text()}# somebody else\n")
        really_write(self, file)

    monkeypatch.setattr(Pair, "write", write)
    done = stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--write")
    assert refusal(done) == f"{name}: has changed since it was read; nothing was written, try again\n"
    assert NEW not in (system / PROD).read_text()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--check", "--write"], "--check only looks, so --write, --revert and --plan do not go with it."),
        (["--to", "HEAD"], "--to says which commit --revert goes back to, so it needs --revert."),
        (["--offline"], "--offline says how --plan is made, so it needs --plan, and --local does not go with it."),
        ([], "Promotion takes two environments, such as stackwright promote macro-ai/staging macro-ai/prod."),
        (
            ["--revert"],
            "--revert takes the environment that goes back, such as stackwright promote --revert macro-ai/prod.",
        ),
        (
            ["macro-ai/dev", "macro-ai/staging", "macro-ai/prod", "--check"],
            "--check takes two environments, one, or none for all neighbours.",
        ),
    ],
)
def test_options_that_make_no_sense_are_refused(stackwright, system: Path, arguments: list[str], expected: str):
    done = stackwright("promote", *arguments)
    assert (done.exit_code, done.stderr) == (2, f"{expected} `stackwright promote --help` lists what it takes.\n")


def test_the_first_environment_gets_nothing_by_itself(stackwright, system: Path):
    where = f"envs/macro-ai/shared.tfvars:{line_of(system, 'envs/macro-ai/shared.tfvars', '  environments = [')}"
    assert refusal(stackwright("promote", "macro-ai/dev")) == (
        f"{where} names no environment before macro-ai/dev; say which one values come from.\n"
    )


# --- back


@pytest.mark.requirement("C-35")
def test_what_was_promoted_goes_back_byte_by_byte(stackwright, system: Path):
    replace(
        system, STAGING, '      LOG_LEVEL = "info"', '      # new\n      FEATURE_X = "on"\n      LOG_LEVEL = "info"'
    )
    commit(system, "feature")
    assert stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--only", FEATURE, "--write").exit_code == 0
    commit(system, "promote")
    replace(system, PROD, "nat_gateway_count  = 3", "nat_gateway_count  = 1")
    commit(system, "not a promotion")
    done = stackwright("promote", "macro-ai/staging", "macro-ai/prod", "--revert", "--write")
    assert (done.exit_code, done.stderr) == (0, "")
    commit_of_first = git(system, "log", "-1", "--abbrev=9", "--format=%h of %cs", "HEAD~4").strip()
    assert done.stdout.splitlines()[:3] == [
        f"macro-ai/prod of commit {commit_of_first}, 'first' -> macro-ai/prod",
        "",
        "Put back in macro-ai/prod",
    ]
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes().replace(
        b"nat_gateway_count  = 3", b"nat_gateway_count  = 1"
    )


def test_a_promotion_that_is_not_committed_goes_back_too(stackwright, system: Path):
    stackwright("promote", "macro-ai/prod", "--only", IMAGE, "--write")
    assert stackwright("promote", "--revert", "macro-ai/prod", "--write").exit_code == 0
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes()


def test_goes_back_to_a_commit(stackwright, system: Path):
    for digit in ("4", "5"):
        replace(system, PROD, OLD if digit == "4" else "4" * 64, digit * 64)
        commit(system, digit)
    assert stackwright("promote", "--revert", "macro-ai/prod", "--to", "HEAD~2", "--write").exit_code == 0
    assert (system / PROD).read_bytes() == (REPOSITORY / PROD).read_bytes()


def test_a_commit_that_does_not_exist_is_refused(stackwright, system: Path):
    assert refusal(stackwright("promote", "--revert", "macro-ai/prod", "--to", "v9")) == (
        "git knows no commit 'v9' here. A shallow clone may lack it: fetch the whole history.\n"
    )


def test_nothing_to_put_back_is_refused(stackwright, system: Path):
    assert refusal(stackwright("promote", "--revert", "macro-ai/prod")) == (
        f"In all commits that git has of it, {PROD} has the promoted values that it has now; there is nothing to put "
        "back.\n"
    )
    assert refusal(stackwright("promote", "--revert", "macro-ai/prod", "--to", "HEAD")) == (
        f"At HEAD, {PROD} has the promoted values that it has now; there is nothing to put back.\n"
    )


def test_without_git_nobody_knows_what_was_before(stackwright, system: Path):
    shutil.rmtree(system / ".git")
    assert refusal(stackwright("promote", "--revert", "macro-ai/prod")) == (
        f"{system} is not in a git repository, so nobody knows what macro-ai/prod had before.\n"
    )


# --- check


@pytest.mark.requirement("C-35")
def test_the_environments_of_this_repository_differ_for_reasons(stackwright, repository: Path):
    shutil.copytree(REPOSITORY / "envs", repository / "envs", dirs_exist_ok=True)
    git(repository, "init", "--quiet")
    commit(repository, "all")
    done = stackwright("promote", "--check", "--json")
    assert done.document["unexplained"] == 0
    assert done.exit_code == 0
    assert [(pair["source"], pair["target"]) for pair in done.document["pairs"]] == [
        ("automatrix/dev", "automatrix/staging"),
        ("automatrix/staging", "automatrix/prod"),
        ("eloquent/dev", "eloquent/staging"),
        ("eloquent/staging", "eloquent/prod"),
        ("macro-ai/dev", "macro-ai/staging"),
        ("macro-ai/staging", "macro-ai/prod"),
        ("macro-ai-production/hobby", "macro-ai-production/enhanced-hobby"),
        ("macro-ai-production/enhanced-hobby", "macro-ai-production/enterprise"),
        ("migrateai/staging", "migrateai/production"),
    ]
    assert all(entry["reason"] for pair in done.document["pairs"] for entry in pair["kept"])


@pytest.mark.requirement("C-35")
def test_what_waits_is_no_failure_and_a_hotfix_is(stackwright, system: Path):
    done = stackwright("promote", "--check", "macro-ai/prod")
    assert done.exit_code == 0
    assert "Waiting to be promoted" in done.stdout
    replace(system, PROD, OLD, "6" * 64)
    commit(system, "hotfix")
    done = stackwright("promote", "--check", "macro-ai/staging", "macro-ai/prod")
    assert done.exit_code == 1
    found = git(system, "log", "-1", "--abbrev=9", "--format=%h of %cs").strip()
    lines = done.stdout.splitlines()
    unexplained = lines.index("Unexplained")
    assert lines[unexplained + 2] == (
        f"    macro-ai/staging never had the value that macro-ai/prod has since commit {found}, 'hotfix'"
    )
    assert lines[-1] == (
        "1 difference that nothing explains. Promote it, take it back, or say why it stays under promotion.keep in the "
        "system's shared.tfvars."
    )
