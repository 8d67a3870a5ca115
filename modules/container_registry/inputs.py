"""What a caller decides about the image repositories of a system."""

from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import AccountId, Region, matching
from modules.base.inputs import Inputs

RepositoryName = Annotated[
    str,
    matching(
        r"(?=.{2,256}$)[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*",
        "an ECR repository name of 2 to 256 lower case letters, digits, single dashes and slashes, such as shop-api",
    ),
]


class RepositoryInputs(Inputs):
    """An ECR repository of one image, called as the image is. A tag in it never moves."""

    keep_releases: int = Field(default=30, ge=2, le=1000)
    """Tagged images that are kept, the latest pushed first; ECR does not know which of them are running."""

    untagged_days: int = Field(default=7, ge=1, le=365)
    """Days after which an image without a tag is removed."""

    pull_account_ids: tuple[AccountId, ...] = ()
    """Other accounts that may pull, each through its own IAM policies; this account needs no permission here."""


class RegistryInputs(Inputs):
    """What holds for all repositories of an account in a region: only one stack of the account may decide it."""

    scanning: Literal["basic", "enhanced"] = "basic"
    """basic scans operating system packages when an image is pushed, free; enhanced, through Amazon Inspector and paid,
    scans packages of languages too and again whenever a vulnerability becomes known."""

    replica_region: Region | None = None
    """The region each pushed image is copied to, so that a recovery there does not need this one."""
