from pathlib import Path

import pytest

from tests.scripts.base.test_deployed import in_component
from tests.scripts.conftest import Fake

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


def test_protected_by_the_settings_names_the_line(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "deletion_protection = true")
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, fake.calls) == (1, [])
    assert done.stderr == (
        "macro-ai/dev is protected: envs/macro-ai/dev.tfvars:1 says deletion_protection = true. If it really has to "
        "go, write deletion_protection = false there, run `stackwright deploy macro-ai/dev`, then destroy it.\n"
    )


def test_protected_by_default_says_so(stackwright, fake: Fake, repository: Path):
    unprotect(repository, "")
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, fake.calls) == (1, [])
    assert done.stderr == (
        "macro-ai/dev is protected: envs/macro-ai/dev.tfvars does not say deletion_protection = false, and protection "
        "is the default. If it really has to go, write deletion_protection = false there, run "
        "`stackwright deploy macro-ai/dev`, then destroy it.\n"
    )


def test_protected_in_aws_names_each_resource(stackwright, fake: Fake):
    fake.has_state(
        VPC,
        in_component("aws_lb.load_balancer", "load_balancer", enable_deletion_protection=True),
        in_component("aws_cognito_user_pool.user_pool", "user_pool", deletion_protection="ACTIVE"),
        in_component("aws_db_instance.database", "database", deletion_protection=False),
    )
    done = stackwright("destroy", TARGET, "--yes", TARGET)
    assert (done.exit_code, done.stdout) == (1, "")
    advice = "is on in AWS; deploy the target with deletion_protection = false first"
    assert done.stderr.splitlines()[-3:] == [
        "macro-ai/dev was not destroyed, because these are protected:",
        f"  aws_lb.load_balancer: enable_deletion_protection {advice}",
        f"  aws_cognito_user_pool.user_pool: deletion_protection {advice}",
    ]
    assert not [call for call in fake.calls if call.startswith("cdktf")]


def test_the_state_stack_is_not_for_this_command(stackwright, fake: Fake):
    done = stackwright("destroy", "state", "--yes", "state")
    assert (done.exit_code, fake.calls) == (1, [])
    assert done.stderr == (
        "The state stack keeps the state of all other targets and cannot be destroyed with this command; "
        "modules/state/README.md says how it is done by hand.\n"
    )
