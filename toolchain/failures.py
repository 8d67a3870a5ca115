"""What Terraform's failures mean, in the words of the person who has to do something about them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from toolchain import versions
from toolchain.errors import UserError

ERROR_LINES = 40
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class TerraformError(UserError):
    """A terraform or cdktf command that failed.

    `kind` names the failure ("lock_held", ... or "other"), `details` what was found about it ("lock_id", ...), `log`
    the file with everything the command said.
    """

    def __init__(self, message: str, kind: str, details: Mapping[str, str], log: Path) -> None:
        super().__init__(message)
        self.kind = kind
        self.details = details
        self.log = log


Sentence = Callable[[dict[str, str], Path], str]


@dataclass(frozen=True)
class Failure:
    """One failure users meet: its name, what Terraform says (on one line), and what that means."""

    kind: str
    pattern: re.Pattern[str]
    sentence: Sentence


def explain(output: str, log: Path, folder: Path, exit_code: int = 1) -> TerraformError:
    """The error to raise for the output of a command over a root folder that ended with this exit code."""
    text = _from_first_error(plain(output))
    line = " ".join(text.split())
    where = f"Terraform's own words are in {shown(log)}."
    for failure in FAILURES:
        match = failure.pattern.search(line)
        if match:
            details = {name: value for name, value in match.groupdict().items() if value}
            return TerraformError(f"{failure.sentence(details, folder)} {where}", failure.kind, details, log)
    if exit_code in (-9, 137):
        sentence = "Terraform was killed by the system, most likely because memory ran out; a plan needs about 1 GiB."
        return TerraformError(f"{sentence} {where}", "killed", {}, log)
    words = "\n".join(text.splitlines()[:ERROR_LINES])
    return TerraformError(f"Terraform failed. {where}\n{words}", "other", {}, log)


def plain(output: str) -> str:
    """Terraform's output without colours and without the frames around its messages."""
    without_colours = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", output)
    return re.sub(r"^[╷│╵] ?", "", without_colours, flags=re.MULTILINE)


def shown(path: Path) -> str:
    """A path as short as it can be named from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _from_first_error(text: str) -> str:
    """Leaves out what came before the first error, a plan for instance; without one, the end of the output."""
    lines = text.rstrip().splitlines()
    first = next((number for number, line in enumerate(lines) if line.lstrip().startswith("Error: ")), -ERROR_LINES)
    return "\n".join(lines[first:])


def _lock_held(details: dict[str, str], folder: Path) -> str:
    details["operation"] = details["operation"].removeprefix("OperationType").lower()
    return (
        f"The state {details['path']} is locked: {details['who']} has been at it ({details['operation']}) since"
        f" {details['since']} UTC. Wait until that has ended. If it is certain that it no longer runs, remove the lock:"
        f" `terraform -chdir={shown(folder)} force-unlock {details['lock_id']}`."
    )


def _wrong_account(details: dict[str, str], folder: Path) -> str:
    allowed = _allowed_account_ids(folder)
    pinned = f"is pinned to {' or '.join(allowed)}" if allowed else "is pinned to another one"
    return (
        f"The credentials in use belong to AWS account {details['account']}, but this environment {pinned}."
        " Log in to the right account, or choose its profile with AWS_PROFILE. Nothing was changed."
    )


def _allowed_account_ids(folder: Path) -> list[str]:
    root = folder / "cdk.tf.json"
    if not root.is_file():
        return []
    content = json.loads(root.read_text())
    blocks = [
        *content.get("provider", {}).get("aws", []),
        content.get("terraform", {}).get("backend", {}).get("s3", {}),
    ]
    return sorted({account for block in blocks for account in block.get("allowed_account_ids", [])})


def _unreachable(details: dict[str, str], folder: Path) -> str:
    host = urlsplit(details["url"]).hostname
    advice = (
        "AWS on this machine does not run: start it with `stackwright local up`."
        if host in LOOPBACK
        else "Check the network, the proxy settings and the region."
    )
    return f"{details['url']} does not answer ({details['reason']}). {advice}"


def _says(text: str) -> Sentence:
    """A sentence with the found details filled in; `folder` is the root's."""
    return lambda details, folder: text.format_map(details | {"folder": shown(folder)})


def _failure(kind: str, pattern: str, sentence: str | Sentence) -> Failure:
    return Failure(kind, re.compile(pattern), _says(sentence) if isinstance(sentence, str) else sentence)


# In the order they are tried: causes come before the failures they lead to.
FAILURES = (
    _failure(
        "disk_full",
        r"no space left on device",
        "The disk is full. Make room (the folders .terraform in cdktf.out can go) and run the command again.",
    ),
    _failure(
        "lock_held",
        r"Error acquiring the state lock.*?Lock Info: ID: (?P<lock_id>\S+) Path: (?P<path>\S+)"
        r" Operation: (?P<operation>\S+) Who: (?P<who>\S+) Version: \S+ Created: (?P<since>[-\d]+ [:\d]+)",
        _lock_held,
    ),
    _failure(
        "lock_id_wrong",
        r"Failed to unlock state:.*? lock ID ['\"](?P<given>[^'\"]+)['\"] does not match .*?"
        r"Lock Info: ID: (?P<lock_id>\S+)",
        "The lock was not removed: its id is {lock_id}, not {given}. Somebody else may hold it now.",
    ),
    _failure(
        "lock_table_missing",
        r'DynamoDB table "(?P<table>[^"]+)":.*?ResourceNotFoundException',
        "The lock table {table} does not exist in this account and region. Create it with `stackwright bootstrap`.",
    ),
    _failure(
        "bucket_missing",
        r'S3 bucket "(?P<bucket>[^"]+)" does not exist',
        "The state bucket {bucket} does not exist in this account and region. Create it with `stackwright bootstrap`.",
    ),
    _failure(
        "profile_missing",
        r"failed to get shared config profile, (?P<profile>\S+)",
        "AWS_PROFILE names {profile}, which neither ~/.aws/config nor ~/.aws/credentials has. Correct it or unset it.",
    ),
    _failure(
        "no_credentials",
        r"No valid credential sources found",
        "No AWS credentials were found. Log in (`aws sso login`, with AWS_PROFILE naming the profile) or set"
        " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. `stackwright plan --offline` needs none.",
    ),
    _failure(
        "expired_credentials",
        r"ExpiredToken|RequestExpired|token has expired|session has expired|security token .{0,30} is expired",
        "The AWS credentials in use have expired. Log in again (`aws sso login`) and repeat the command.",
    ),
    _failure(
        "invalid_credentials",
        r"InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId",
        "AWS does not know the credentials in use. Log in, or correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    _failure("wrong_account", r"AWS account ID not allowed: (?P<account>\d+)", _wrong_account),
    _failure(
        "registry_unreachable",
        r"provider (?P<provider>\S+): could not connect to (?P<host>\S+):",
        "The provider {provider} is not on this machine, and {host} cannot be reached to fetch it. Check the network,"
        " or name a folder that has it in STACKWRIGHT_PROVIDER_MIRROR and run `make setup`.",
    ),
    _failure(
        "provider_missing",
        r"provider (?P<provider>\S+): no available releases match the given constraints (?P<constraint>\S+)",
        "The provider {provider} {constraint} is not where providers are taken from; set-up installs"
        f" hashicorp/aws {versions.AWS_PROVIDER_VERSION}. Run `make setup`, and synthesise again.",
    ),
    _failure(
        "unreachable",
        r'request send failed, \w+ "(?P<url>[^"]+)": (?P<reason>.+?)(?= with | on cdk\.tf| Error:|$)',
        _unreachable,
    ),
    _failure(
        "not_initialised",
        r"Reason: Initial configuration of the requested backend",
        "{folder} is not connected to its state yet. Run `terraform init` there, or `stackwright plan`, which does it.",
    ),
    _failure(
        "backend_changed",
        r"Backend configuration changed|Reason: (?:Unsetting|Changing|Backend configuration block has changed)",
        "The place of the state has changed since {folder} was last used. If that is meant, remove {folder}/.terraform"
        " and run the command again; it then starts from the state in the new place, and nothing is moved there.",
    ),
    _failure(
        "provider_selection_outdated",
        r"Inconsistent dependency lock file",
        "{folder} remembers another provider version than it asks for now. Remove {folder}/.terraform.lock.hcl and run"
        " the command again.",
    ),
    _failure(
        "plan_outdated",
        r"Saved plan is stale",
        "The state has changed since the plan was made, so the plan was not applied. Make a new plan and look at it.",
    ),
    _failure(
        "state_checksum",
        r"state data in S3 does not have the expected content.*?Key: (?P<key>\S+)",
        "The state {key} in S3 is not the one the lock table remembers: it was changed by hand, restored, or is still"
        " being written. Wait two minutes and try again; then see the runbook on restoring a state.",
    ),
    _failure(
        "destroy_prevented",
        r"Resource (?P<address>\S+) has lifecycle\.prevent_destroy set",
        "The plan would destroy {address}, which is protected (prevent_destroy). Nothing was changed. If it is really"
        " meant to go, take the protection away in the settings first.",
    ),
    _failure(
        "denied",
        r"User: (?P<user>\S+) is not authorized to perform: (?P<action>\S+)(?: on resource: (?P<resource>\S+))?",
        lambda details, folder: (
            f"AWS refuses {details['action']} on {details.get('resource', 'all resources')} to {details['user']}."
            " Use a role that may do it, or have the permission added."
        ),
    ),
    _failure(
        "state_denied",
        r'Unable to access object "(?P<key>[^"]+)" in S3 bucket "(?P<bucket>[^"]+)":.*?StatusCode: 403',
        "AWS refuses access to the state {key} in the bucket {bucket}. Use a role that may read and write it.",
    ),
)
