"""The roles that GitHub Actions plans and applies with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement, policy
from modules.base.names import shortened
from modules.deploy_roles.github import AUDIENCE, URL, provider_arn, trust
from modules.deploy_roles.inputs import DeployRolesInputs
from modules.deploy_roles.names import EnvironmentNames
from modules.deploy_roles.reads import reads
from modules.deploy_roles.role_names import github_environment, role_name
from modules.deploy_roles.state_access import StateFacts
from modules.deploy_roles.writes import writes
from resources import Ref, aws, given

POLICY_NAME_LIMIT = 128
SHARED = "shared"

PUSH = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:DescribeImages",
    "ecr:DescribeImageScanFindings",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
]


@dataclass(frozen=True, kw_only=True)
class TargetFacts:
    """What the roles of one target have to know of it."""

    name: str
    """What the names of its resources begin with: "macro-ai-dev"."""
    state_key: str
    """The object that holds its state."""


class DeployRoles(Module):
    """For each environment a role to plan with and one to apply with; one to plan the shared stack; one to push images.

    Pull requests and the deployed branch may plan; only jobs in the environment's GitHub environment apply; only the
    deployed branch pushes. Gives `plan_arns` and `apply_arns` by environment and, with repositories, `push_arn`.
    The shared stack itself is applied by an administrator: who may change these roles may do anything.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: DeployRolesInputs,
        *,
        state: StateFacts,
        targets: Mapping[str, TargetFacts],
        repository_arns: Sequence[str],
        hosted_zone_ids: Sequence[str],
    ) -> None:
        """`targets` are all environments of the inputs, and "shared"."""
        super().__init__(scope, id)
        self._inputs = inputs
        self._state = state
        self._targets = targets
        self._provider_arn: str = self._provider()
        planning = ["pull_request", f"ref:refs/heads/{inputs.branch}"]
        self.plan_arns: dict[str, Ref] = {}
        self.apply_arns: dict[str, Ref] = {}
        for environment in (*inputs.environments, SHARED):
            role = self._role(f"{environment}_plan", planning, f"Plans {self.context.system}/{environment}")
            reading = self._reading(environment)
            self._attach(f"{environment}_plan", role, reading)
            self.plan_arns[environment] = role.arn
            if environment != SHARED:
                self.apply_arns[environment] = self._apply(environment, reading, hosted_zone_ids)
        self.output("plan", self.plan_arns, description="Roles that pull requests plan with, by environment")
        self.output("apply", self.apply_arns, description="Roles that deployments apply with, by environment")
        if repository_arns:
            self.push_arn = self._push(repository_arns)
            self.output("push", self.push_arn, description="Role that the deployed branch pushes images with")

    def _provider(self) -> str:
        if not self._inputs.create_oidc_provider:
            return provider_arn(self.context)
        # Without a thumbprint: AWS knows the authorities that sign GitHub's certificate and ignores one that is given.
        return aws.IamOpenidConnectProvider(self, "github", url=URL, client_id_list=[AUDIENCE]).arn

    def _role(self, local_name: str, jobs: Sequence[str], description: str) -> aws.IamRole:
        return aws.IamRole(
            self,
            local_name,
            name=role_name(self.context.name, local_name),
            description=description,
            assume_role_policy=trust(self._provider_arn, self._inputs.repository, jobs),
            max_session_duration=self._inputs.session_minutes * 60,
            **given(permissions_boundary=self._inputs.permissions_boundary_arn),
        )

    def _names(self, environment: str) -> EnvironmentNames:
        context = self.context
        inputs = self._inputs.environments.get(environment)
        return EnvironmentNames(
            partition=context.partition,
            account_id=context.account_id,
            system=context.system,
            environment=environment,
            name=self._targets[environment].name,
            role_boundary_arn=None if inputs is None else inputs.role_boundary_arn,
        )

    def _reading(self, environment: str) -> aws.IamPolicy:
        statements = [*self._state.reading(self._targets[environment].state_key), *reads(self._names(environment))]
        return self._policy(f"{environment}_read", statements)

    def _apply(self, environment: str, reading: aws.IamPolicy, hosted_zone_ids: Sequence[str]) -> Ref:
        job_environment = github_environment(
            self._inputs.environments[environment].github_environment, self._targets[environment].name
        )
        role = self._role(
            f"{environment}_apply",
            [f"environment:{job_environment}"],
            f"Applies {self.context.system}/{environment}",
        )
        self._attach(f"{environment}_apply_read", role, reading)
        aws.IamRolePolicy(
            self,
            f"{environment}_apply_state",
            name="write-state",
            role=role.id,
            policy=policy(self._state.writing(self._targets[environment].state_key)),
        )
        zones = [*hosted_zone_ids, *self._inputs.hosted_zone_ids]
        for kind, statements in writes(self._names(environment), zones).items():
            self._attach(f"{environment}_apply_{kind}", role, self._policy(f"{environment}_{kind}", statements))
        return role.arn

    def _policy(self, local_name: str, statements: Sequence[Statement]) -> aws.IamPolicy:
        name = f"{self.context.name}-{local_name.replace('_', '-')}"
        # checkov:skip=CKV_AWS_355: a plan reads settings of things whose ids nobody knows before, none of it data;
        # what is changed is held to names or tags, and each action without either is in tests/plans/any_resource.yaml
        # checkov:skip=CKV_AWS_290: making a health check can be held to no resource and no condition
        return aws.IamPolicy(
            self,
            local_name,
            name=shortened(name, POLICY_NAME_LIMIT),
            policy=policy(statements),
        )

    def _attach(self, local_name: str, role: aws.IamRole, attached: aws.IamPolicy) -> None:
        aws.IamRolePolicyAttachment(self, local_name, role=role.name, policy_arn=attached.arn)

    def _push(self, repository_arns: Sequence[str]) -> Ref:
        role = self._role("push", [f"ref:refs/heads/{self._inputs.branch}"], f"Pushes images of {self.context.system}")
        aws.IamRolePolicy(
            self,
            "push",
            name="push-images",
            role=role.id,
            policy=policy(
                [
                    Statement(
                        sid="SignIn",
                        actions=["ecr:GetAuthorizationToken"],
                        resources=["*"],
                        why_any_resource="the token is the registry's, not a repository's",
                    ),
                    Statement(sid="PushImages", actions=PUSH, resources=list(repository_arns)),
                ]
            ),
        )
        return role.arn
