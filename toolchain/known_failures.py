"""The failures of Terraform that users meet: how each is recognised, and what to say about it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from toolchain import versions

LOOPBACK = ("127.0.0.1", "localhost", "::1")

Sentence = Callable[[dict[str, str], Path], str]


@dataclass(frozen=True)
class Failure:
    """One failure: its name, what Terraform says (on one line), and what that means.

    `sentence` gets what the pattern found and `called` (the target as a command line names it), and the root's folder.
    """

    kind: str
    pattern: re.Pattern[str]
    sentence: Sentence


def shown(path: Path) -> str:
    """A path as short as it can be named from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _lock_held(details: dict[str, str], folder: Path) -> str:
    operation = details["operation"].removeprefix("OperationType").lower()
    return (
        f"The state {details['path']} is locked: {details['who']} has been at it ({operation}) since"
        f" {details['since']} UTC. Wait until that has ended. If it no longer runs, `stackwright unlock"
        f" {details['called']}` removes the lock."
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
        r"no space left on device|file too large",
        "The disk is full. Make room (the folders .terraform in cdktf.out can go) and run the command again.",
    ),
    _failure(
        "lock_held",
        r"Error acquiring the state lock.*?Lock Info: ID: (?P<lock_id>\S+) Path: (?P<path>\S+)"
        r" Operation: (?P<operation>\S+) Who: (?P<who>\S+) Version: \S+ Created: (?P<since>[-\d]+ [:\d]+)",
        _lock_held,
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
        r'request send failed, \w+ "(?P<url>[^"]+)": (?P<reason>.+?)(?= with | on cdk\.tf| Error:| Terraform |$)',
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
        "The state {key} in S3 is not the one the lock table remembers: it was changed, deleted or put back by hand."
        " `stackwright state {called}` says how to mend it.",
    ),
    _failure(
        "state_damaged",
        r"Unsupported state file format",
        "The state cannot be read: it is damaged or cut off. `stackwright state {called}` says how to bring an earlier"
        " version back.",
    ),
    _failure(
        "state_is_newer",
        r"cannot import state with serial (?P<serial>\d+) over newer state with serial (?P<newer>\d+)",
        "The state has gone on since: it has the serial {newer}, the file {serial}. Nothing was written.",
    ),
    _failure(
        "state_of_another",
        r"cannot import state with lineage",
        "The file is the state of something else: its lineage is another one. Nothing was written.",
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
    _failure(
        "exists_already",
        r"(?:AlreadyExists|already exists|ResourceInUse|Duplicate).*? with (?P<address>aws_\w+\.\w+(?:\[[^\]]+\])?),",
        "{address} exists in AWS, but is not in the state: a run was killed after making it, or somebody made it by"
        " hand. If it is this target's, `stackwright adopt {called} {address} ID` takes it over.",
    ),
)
