import json
from pathlib import Path

import pytest

from scripts.base.sources import sources
from settings.target import Target
from tests.scripts.base.test_deployed import in_component
from tests.scripts.conftest import Fake, change

TARGET = "macro-ai/dev"
VPC = in_component("aws_vpc.network", "network")


def unprotect(repository: Path, text: str = "deletion_protection = false") -> None:
    """Rewrites the line of the settings that decides."""
    file = repository / "envs" / "macro-ai" / "dev.tfvars"
    lines = [line for line in file.read_text().splitlines() if not line.startswith("deletion_protection")]
    file.write_text("\n".join([text, *lines, ""]))


def test_shows_what_there_is_and_destroys_it_with_cdktf(stackwright, fake: Fake):
    fake.has_state(VPC)
    fake.write("cdktf.sh", f"echo '{{}}' > {fake.folder}/state-pull")
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "  - network    1  vpc",
            f"{TARGET} is destroyed. "
            "Its empty state stays in s3://stackwright-state-123456789012/macro-ai/dev/terraform.tfstate.",
        ],
    )
    options = "--no-color --skip-provider-lock --skip-synth --auto-approve --parallelism=1"
    assert f"cdktf destroy macro-ai-dev {options}" in fake.calls


def test_says_what_data_is_lost(stackwright, fake: Fake):
    fake.has_state(VPC, in_component("aws_s3_bucket.files", "files"))
    fake.write("cdktf.sh", f"echo '{{}}' > {fake.folder}/state-pull")
    assert stackwright("destroy", TARGET, "--yes", TARGET).stdout.splitlines()[:5] == [
        "  - files      1  s3_bucket",
        "  - network    1  vpc",
        "",
        "Lost with it, but for what a backup vault or another region keeps",
        "  aws_s3_bucket.files: every object in the bucket",
    ]


def test_nothing_to_destroy(stackwright, fake: Fake):
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout) == (0, f"{TARGET} has no resources: nothing to destroy.\n")


def test_yes_must_name_the_target(stackwright, fake: Fake):
    done = stackwright("destroy", TARGET, "--yes", "macro-ai/prod")
    assert (done.exit_code, fake.calls) == (2, [])
    assert done.stderr == (
        "--yes macro-ai/prod is not the target that would be destroyed, which is macro-ai/dev. "
        "`stackwright destroy --help` lists what it takes.\n"
    )


def test_without_a_terminal_needs_yes(stackwright, fake: Fake):
    done = stackwright("destroy", TARGET)
    assert (done.exit_code, fake.calls) == (2, [])
    assert done.stderr == (
        "There is no terminal to ask on, so say --yes macro-ai/dev to destroy it without a question. "
        "`stackwright destroy --help` lists what it takes.\n"
    )


@pytest.mark.parametrize(("answer", "destroys"), [(TARGET, True), ("yes", False), ("", False)])
def test_asks_for_the_name(stackwright, fake: Fake, monkeypatch: pytest.MonkeyPatch, answer: str, destroys: bool):
    fake.has_state(VPC)
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.destroy.ask", lambda question: asked.append(question) or answer)
    done = stackwright("destroy", TARGET)
    assert asked == ["All of this will be gone for good. Type macro-ai/dev to destroy it:"]
    assert done.exit_code == (0 if destroys else 1)
    assert bool([call for call in fake.calls if call.startswith("cdktf")]) is destroys
    assert ("Nothing was destroyed.\n" in done.stdout) is not destroys


def test_a_deployment_is_destroyed_at_the_scale_it_has(stackwright, fake: Fake, repository: Path):
    file = repository / "envs" / "macro-ai" / "dev.tfvars"
    file.write_text(f'deployed_as = "live"\n{file.read_text()}')
    fake.has_state(VPC, scale="macro-ai/large")
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "macro-ai/live has the scale of macro-ai/large now, whose settings say what it is made of: `stackwright destroy "
        "macro-ai/large` destroys it."
    )
    assert not [call for call in fake.calls if call.startswith("cdktf")]


LB = in_component("aws_lb.load_balancer", "load_balancer", enable_deletion_protection=True)
LB_BLOCKS = (
    "enable_deletion_protection is on in AWS, which refuses; "
    "lifted by a deploy with deletion_protection = false in the settings"
)
SWITCH = f"stackwright destroy {TARGET} --production takes all that can be lifted off first."
OFF = change("aws_lb.load_balancer", ["update"], before={"name": "a"}, after={"name": "b"})


def where(repository: Path, address: str) -> str:
    """The lines of settings and of code that decide on a resource, as messages show them."""
    made = sources(Target.parse(TARGET), repository)[address]
    return f"{address} ({', '.join(filter(None, (made.settings, made.code)))})"


def test_production_by_the_settings_names_the_line_and_all_that_is_in_the_way(
    stackwright, fake: Fake, repository: Path
):
    unprotect(repository, "deletion_protection = true")
    fake.has_state(VPC, LB, in_component("aws_db_instance.database", "database", deletion_protection=False))
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-4:] == [
        f"{TARGET} was not destroyed: it is production, as envs/macro-ai/dev.tfvars:1 says deletion_protection = true.",
        f"  {where(repository, 'aws_db_instance.database')}: its module sets prevent_destroy, so Terraform refuses; "
        "lifted by deletion_protection = false in the settings",
        f"  {where(repository, 'aws_lb.load_balancer')}: {LB_BLOCKS}",
        SWITCH,
    ]
    assert not [call for call in fake.calls if call.startswith("cdktf")]


def test_production_by_default_says_so(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "")
    fake.has_state(VPC)
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        f"{TARGET} was not destroyed: it is production, as envs/macro-ai/dev.tfvars does not say "
        "deletion_protection = false.",
        SWITCH,
    ]


def test_what_aws_still_protects_is_production_too(stackwright, fake: Fake, repository: Path):
    fake.has_state(VPC, LB)
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-3:] == [
        f"{TARGET} was not destroyed: it is production, as AWS still protects it, though its settings no longer do.",
        f"  {where(repository, 'aws_lb.load_balancer')}: {LB_BLOCKS}",
        SWITCH,
    ]


def test_the_switch_takes_the_protection_off_and_destroys(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "deletion_protection = true")
    fake.has_state(VPC, LB)
    fake.plans(OFF)
    fake.write("cdktf.sh", f"echo '{{}}' > {fake.folder}/state-pull")
    done = stackwright("destroy", TARGET, "--yes", TARGET, "--production")
    assert (done.exit_code, done.stdout.splitlines()[-1].startswith(f"{TARGET} is destroyed.")) == (0, True)
    root = json.loads((repository / "cdktf.out" / "stacks" / "macro-ai-dev" / "cdk.tf.json").read_text())
    assert root["resource"]["aws_lb"]["load_balancer"]["enable_deletion_protection"] is False
    file = repository / ".stackwright" / "plans" / "macro-ai-dev" / "deploy.tfplan"
    order = [call for call in fake.calls if call.startswith(("apply", "cdktf"))]
    assert order[0] == f"apply -no-color {file}"
    assert order[1].startswith("cdktf destroy macro-ai-dev ")


def test_the_switch_does_nothing_but_take_protection_off(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "deletion_protection = true")
    fake.has_state(VPC, LB)
    fake.plans(OFF, change("aws_vpc.other", ["create"], after={"cidr_block": "10.0.0.0/16"}))
    done = stackwright("destroy", TARGET, "--yes", TARGET, "--production")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        f"{TARGET} was not destroyed: it is not deployed as its settings are, so taking its protection off would do more "
        "than that. Deploy it first.",
        "    + aws_vpc.other",
    ]
    assert not [call for call in fake.calls if call.startswith(("apply", "cdktf"))]


def test_the_switch_does_not_help_against_what_lasts(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "deletion_protection = true")
    fake.has_state(VPC, in_component("aws_backup_vault_lock_configuration.v", "backup", changeable_for_days=3))
    done = stackwright("destroy", TARGET, "--yes", TARGET, "--production")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-2:] == [
        f"{TARGET} was not destroyed, because of what keeps its data whoever asks:",
        "  aws_backup_vault_lock_configuration.v: the vault is locked for good a few days after it was made, until its "
        "last recovery point expires; nobody can lift this before its time",
    ]


def test_asks_with_a_warning(stackwright, fake: Fake, repository: Path, monkeypatch: pytest.MonkeyPatch):
    unprotect(repository, "deletion_protection = true")
    fake.has_state(VPC)
    asked: list[str] = []
    monkeypatch.setattr("scripts.base.questions.can_ask", lambda: True)
    monkeypatch.setattr("scripts.destroy.ask", lambda question: asked.append(question) or "no")
    done = stackwright("destroy", TARGET, "--production")
    assert asked == [f"{TARGET} is production. All of this will be gone for good. Type {TARGET} to destroy it:"]
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (1, "Nothing was destroyed.")


def test_the_state_stack_is_not_for_this_command(stackwright, fake: Fake):
    done = stackwright("destroy", "state", "--yes", "state")
    assert (done.exit_code, fake.calls) == (1, [])
    assert done.stderr == (
        "The state stack keeps the state of all other targets and cannot be destroyed with this command; "
        "modules/state/README.md says how it is done by hand.\n"
    )
