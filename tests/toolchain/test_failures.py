"""Every text under messages/ was said by Terraform 1.11.4 or cdktf 0.21 when the failure was provoked."""

from pathlib import Path

import pytest

from toolchain.failures import explain
from toolchain.known_failures import FAILURES

MESSAGES = Path(__file__).with_name("messages")
LOG = Path(".stackwright/logs/app-dev-plan.log")
ROOT = Path("cdktf.out/stacks/app-dev")

NO_CREDENTIALS = (
    "No AWS credentials were found. Log in (`aws sso login`, with AWS_PROFILE naming the profile) or set"
    " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. `stackwright plan --offline` needs none."
)
EXPIRED = "The AWS credentials in use have expired. Log in again (`aws sso login`) and repeat the command."
UNREACHABLE = (
    "http://127.0.0.1:9/ does not answer (dial tcp 127.0.0.1:9: connect: connection refused)."
    " AWS on this machine does not run: start it with `stackwright local up`."
)
BACKEND_CHANGED = (
    "The place of the state has changed since cdktf.out/stacks/app-dev was last used. If that is meant, remove"
    " cdktf.out/stacks/app-dev/.terraform and run the command again; it then starts from the state in the new place,"
    " and nothing is moved there."
)
LOCK_LEFT = "Its lock is left: when the cause is mended, `stackwright unlock app/dev` removes it."
KILLED = (
    "Terraform was killed from outside, by a person or by the system because memory ran out (a plan needs about 1 GiB)."
    " If it had a lock, that is left, and what it made in its last 20 seconds may not be in the state:"
    " `stackwright unlock app/dev` removes the lock and says what is missing."
)
WRONG_ACCOUNT = (
    "The credentials in use belong to AWS account 123456789012, but this environment is pinned to another one."
    " Log in to the right account, or choose its profile with AWS_PROFILE. Nothing was changed."
)


def locked(path: str, since: str) -> str:
    return (
        f"The state tf-state/{path}/terraform.tfstate is locked: root@vm has been at it (apply) since {since} UTC."
        " Wait until that has ended. If it no longer runs, `stackwright unlock app/dev` removes the lock."
    )


CASES = {
    "backend_changed_init": ("backend_changed", BACKEND_CHANGED),
    "backend_changed_plan": ("backend_changed", BACKEND_CHANGED),
    "bucket_missing": (
        "bucket_missing",
        "The state bucket no-such-bucket does not exist in this account and region."
        " Create it with `stackwright bootstrap`.",
    ),
    "cdktf_backend_changed": ("backend_changed", BACKEND_CHANGED),
    "cdktf_lock_held": (
        "lock_held",
        locked("app-dev", "2026-11-21 06:10:23"),
    ),
    "cdktf_no_credentials": ("no_credentials", NO_CREDENTIALS),
    "denied_backend": (
        "state_denied",
        "AWS refuses access to the state den/terraform.tfstate in the bucket tf-state."
        " Use a role that may read and write it.",
    ),
    "denied_resource": (
        "denied",
        "AWS refuses SNS:CreateTopic on arn:aws:sns:us-east-1:111111111111:denied to"
        " arn:aws:iam::111111111111:user/alice. Use a role that may do it, or have the permission added.",
    ),
    "disk_full_init": (
        "disk_full",
        "The disk is full. Make room (the folders .terraform in cdktf.out can go) and run the command again.",
    ),
    "endpoint_no_name": (
        "unreachable",
        "https://sts.us-east-1.amazonaws.com/ does not answer (dial tcp: lookup sts.us-east-1.amazonaws.com on"
        " 192.0.2.53:53: no such host). Check the network, the proxy settings and the region.",
    ),
    "endpoint_unreachable_init": ("unreachable", UNREACHABLE),
    "endpoint_unreachable_plan": ("unreachable", UNREACHABLE),
    "endpoint_unreachable_provider": ("unreachable", UNREACHABLE),
    "cdktf_exists_already": (
        "exists_already",
        "aws_ecr_repository.registry_lab_job exists in AWS, but is not in the state: a run was killed after making it, or"
        " somebody made it by hand. If it is this target's, `stackwright adopt app/dev aws_ecr_repository.registry_lab_job"
        " ID` takes it over.",
    ),
    "cdktf_expired_lock_left": ("expired_credentials", f"{EXPIRED} {LOCK_LEFT}"),
    "cdktf_state_not_saved": (
        "unreachable",
        "http://127.0.0.1:18081/stackwright-state-123456789012/lab/shared/terraform.tfstate?x-id=PutObject does not"
        " answer (EOF). AWS on this machine does not run: start it with `stackwright local up`."
        f" {LOCK_LEFT} What was done is not in the state but in cdktf.out/stacks/app-dev/errored.tfstate: keep that"
        " file; `stackwright state app/dev --push` brings it in.",
    ),
    "expired_credentials_init": ("expired_credentials", EXPIRED),
    "expired_credentials_provider": ("expired_credentials", EXPIRED),
    "expired_credentials_s3": ("expired_credentials", EXPIRED),
    "invalid_credentials_init": (
        "invalid_credentials",
        "AWS does not know the credentials in use. Log in, or correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    "lock_held_both": (
        "lock_held",
        locked("lockb", "2026-11-21 06:08:27"),
    ),
    "lock_held_dynamodb": (
        "lock_held",
        locked("lockd", "2026-11-21 06:07:57"),
    ),
    "lock_held_lockfile": (
        "lock_held",
        locked("lockf", "2026-11-21 06:08:11"),
    ),
    "lock_table_missing": (
        "lock_table_missing",
        "The lock table no-such-table does not exist in this account and region."
        " Create it with `stackwright bootstrap`.",
    ),
    "no_credentials_init": ("no_credentials", NO_CREDENTIALS),
    "no_credentials_plan": ("no_credentials", NO_CREDENTIALS),
    "no_credentials_provider": ("no_credentials", NO_CREDENTIALS),
    "not_initialised": (
        "not_initialised",
        "cdktf.out/stacks/app-dev is not connected to its state yet. Run `terraform init` there, or"
        " `stackwright plan`, which does it.",
    ),
    "prevent_destroy": (
        "destroy_prevented",
        "The plan would destroy aws_sns_topic.main, which is protected (prevent_destroy). Nothing was changed."
        " If it is really meant to go, take the protection away in the settings first.",
    ),
    "profile_missing": (
        "profile_missing",
        "AWS_PROFILE names nobody, which neither ~/.aws/config nor ~/.aws/credentials has. Correct it or unset it.",
    ),
    "provider_lock_outdated": (
        "provider_selection_outdated",
        "cdktf.out/stacks/app-dev remembers another provider version than it asks for now."
        " Remove cdktf.out/stacks/app-dev/.terraform.lock.hcl and run the command again.",
    ),
    "provider_not_in_mirror": (
        "provider_missing",
        "The provider hashicorp/aws 5.99.1 is not where providers are taken from; set-up installs hashicorp/aws"
        " 5.100.0. Run `make setup`, and synthesise again.",
    ),
    "registry_unreachable": (
        "registry_unreachable",
        "The provider hashicorp/random is not on this machine, and registry.terraform.io cannot be reached to fetch"
        " it. Check the network, or name a folder that has it in STACKWRIGHT_PROVIDER_MIRROR and run `make setup`.",
    ),
    "stale_plan": (
        "plan_outdated",
        "The state has changed since the plan was made, so the plan was not applied. Make a new plan and look at it.",
    ),
    "state_checksum": (
        "state_checksum",
        "The state stale/terraform.tfstate in S3 is not the one the lock table remembers: it was changed, deleted or put"
        " back by hand. `stackwright state app/dev` says how to mend it.",
    ),
    "state_damaged_init": (
        "state_damaged",
        "The state cannot be read: it is damaged or cut off. `stackwright state app/dev` says how to bring an earlier"
        " version back.",
    ),
    "state_push_older": (
        "state_is_newer",
        "The state has gone on since: it has the serial 9, the file 8. Nothing was written.",
    ),
    "state_push_other": (
        "state_of_another",
        "The file is the state of something else: its lineage is another one. Nothing was written.",
    ),
    "wrong_account_backend": ("wrong_account", WRONG_ACCOUNT),
    "wrong_account_provider": ("wrong_account", WRONG_ACCOUNT),
}


@pytest.mark.parametrize("name", CASES)
def test_says_what_happened_and_what_to_do(name: str) -> None:
    kind, sentence = CASES[name]
    error = explain((MESSAGES / f"{name}.txt").read_text(), LOG, ROOT, called="app/dev")
    assert (error.kind, str(error)) == (kind, f"{sentence} Terraform's own words are in {LOG}.")


def test_every_message_is_tested_and_every_failure_was_provoked() -> None:
    tested = {path.stem for path in MESSAGES.glob("*.txt")} - {"cdktf_endpoint_unreachable", "cdktf_killed"}
    assert tested == set(CASES)
    assert {failure.kind for failure in FAILURES} == {kind for kind, _ in CASES.values()}


def test_names_the_accounts_the_root_allows(tmp_path: Path) -> None:
    (tmp_path / "cdk.tf.json").write_text('{"provider": {"aws": [{"allowed_account_ids": ["222222222222"]}]}}')
    error = explain((MESSAGES / "wrong_account_provider.txt").read_text(), LOG, tmp_path)
    assert str(error).startswith(
        "The credentials in use belong to AWS account 123456789012, but this environment is pinned to 222222222222. "
    )


def test_gives_the_lock_id_for_programs() -> None:
    error = explain((MESSAGES / "lock_held_both.txt").read_text(), LOG, ROOT)
    assert error.details["lock_id"] == "207aeccb-7b12-1dfa-dc72-5596749c6074"


def test_a_failure_nobody_foresaw_is_quoted_from_its_first_error_without_frames_and_colours() -> None:
    output = "\x1b[1mPlan: 1 to add\x1b[0m\n\n╷\n│ \x1b[31mError: \x1b[0mAssumptions failed\n│ \n│   on x line 1\n╵\n"
    error = explain(output, LOG, ROOT)
    assert (error.kind, str(error)) == (
        "other",
        f"Terraform failed. Terraform's own words are in {LOG}.\nError: Assumptions failed\n\n  on x line 1",
    )


def test_words_in_the_plan_before_the_error_are_not_taken_for_the_cause() -> None:
    output = '+ description = "no space left on device"\nError: Reference to undeclared resource\n'
    assert explain(output, LOG, ROOT).kind == "other"


@pytest.mark.parametrize("exit_code", [-9, 137])
def test_a_kill_says_what_it_left(exit_code: int) -> None:
    error = explain((MESSAGES / "cdktf_killed.txt").read_text(), LOG, ROOT, exit_code, called="app/dev")
    assert (error.kind, str(error)) == ("killed", f"{KILLED} Terraform's own words are in {LOG}.")


def test_calls_a_target_by_its_folder_unless_told_otherwise() -> None:
    error = explain((MESSAGES / "lock_held_both.txt").read_text(), LOG, ROOT)
    assert "`stackwright unlock app-dev` removes the lock" in str(error)
