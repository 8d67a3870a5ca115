"""What a caller decides about the roles that GitHub Actions deploys with."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from modules.base.fields import HostedZoneId, PolicyArn, matching
from modules.base.inputs import Finding, Inputs

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
GithubRepository = Annotated[
    str,
    matching(
        rf"{_NAME}/[A-Za-z0-9._-]{{1,100}}|{_NAME}@\d+/[A-Za-z0-9._-]{{1,100}}@\d+",
        "a GitHub repository, owner/name, or owner@owner-id/name@repository-id where tokens have immutable subjects",
    ),
]
GithubEnvironment = Annotated[
    str,
    matching(r"[A-Za-z0-9._-]{1,255}", "a GitHub environment name of letters, digits, dots, underscores and dashes"),
]
EnvironmentName = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "an environment of this system: lower case letters, digits, single dashes"
    ),
]
BranchName = Annotated[str, matching(r"[A-Za-z0-9._/-]{1,244}", "a branch name without wildcards")]


class DeployEnvironmentInputs(Inputs):
    """An environment that GitHub Actions plans and applies."""

    github_environment: GithubEnvironment | None = None
    """The GitHub environment a job must run in to apply, with its reviewers and branches; by default
    `<system>-<environment>`, because one repository may hold several systems."""

    role_boundary_arn: PolicyArn | None = None
    """The permissions boundary that every role must have which an apply makes or changes; the environment's
    permissions_boundary_arn."""


class DeployRolesInputs(Inputs):
    """Roles for GitHub Actions, without any stored key: for each environment one to plan and one to apply."""

    repository: GithubRepository
    """Whose workflows may assume the roles, as its tokens name it: repositories made or renamed since 15 July 2026 have
    ids in their subjects, acme@123456/shop@456789."""

    environments: dict[EnvironmentName, DeployEnvironmentInputs] = Field(min_length=1)
    """The environments by name: dev, staging, prod."""

    branch: BranchName = "main"
    """The branch that is deployed: it may plan, as pull requests may, and push images."""

    create_oidc_provider: bool = True
    """Whether GitHub is made known to the account here; false in all but one stack of an account, which has one."""

    hosted_zone_ids: tuple[HostedZoneId, ...] = ()
    """Zones made elsewhere in which the environments have records, beside the zone of this stack."""

    permissions_boundary_arn: PolicyArn | None = None
    """A policy that limits what all of these roles can do, whatever else they are given."""

    session_minutes: int = Field(default=60, ge=60, le=720)
    """Minutes a job may use a role at most; creating a database and a distribution takes about 30."""

    def findings(self) -> Iterator[Finding]:
        if self.repository.endswith(".git"):
            yield Finding(("repository",), "must not end in .git, which GitHub's tokens do not have", self.repository)
        if self.branch.startswith(("refs/", "origin/")):
            yield Finding(("branch",), "must be the bare name of the branch", self.branch)
        first: dict[str, str] = {}
        for name, environment in self.environments.items():
            if name == "shared":
                yield Finding(
                    ("environments", name),
                    "is not an environment; who may change the roles may do anything, so an administrator applies it",
                )
            for other in self.environments:
                if name.startswith(f"{other}-"):
                    yield Finding(
                        ("environments", name),
                        f"begins like {other}, so the role of {other} could change what belongs to it; rename one",
                    )
            if environment.github_environment is not None:
                other = first.setdefault(environment.github_environment, name)
                if other != name:
                    yield Finding(
                        ("environments", name, "github_environment"),
                        f"must differ from that of {other}, whose reviewers would decide about {name} too",
                        environment.github_environment,
                    )
