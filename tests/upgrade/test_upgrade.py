"""P-04 for real: Macro AI's production at its smallest scale and then at each larger one, on one AWS and one state.

`make deploy-upgrade`. tests/plans/test_upgrade.py plans the same way in seconds, without AWS.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from deploy_matrix.judge import not_empty
from deploy_matrix.site import Site
from settings import tfvars
from settings.target import Target
from tests.conftest import Report
from tests.upgrade.belongings import LIVE, belongings, use

pytestmark = [pytest.mark.slow, pytest.mark.requirement("P-04")]

HOBBY, ENHANCED_HOBBY, ENTERPRISE = (
    Target.parse(f"macro-ai-production/{scale}") for scale in ("hobby", "enhanced-hobby", "enterprise")
)
STEPS = (ENHANCED_HOBBY, ENTERPRISE)
each_step = pytest.mark.parametrize("target", STEPS, ids=str)

API, MIGRATION = "aws_ecs_task_definition.api_task", "aws_ecs_task_definition.migrate_task"
REVISIONS = {ENHANCED_HOBBY: [API], ENTERPRISE: [API, MIGRATION]}
"""A task definition has no other way to change. The revision before stays, and so do the tasks that run it."""
LEADS_TO_NEON_AND_UPSTASH = [
    "aws_cloudwatch_log_group.copy_database_task",
    "aws_ecs_task_definition.copy_database_task",
    "aws_iam_role.copy_database_task_execution",
    "aws_iam_role.copy_database_task_task",
    "aws_iam_role_policy.copy_database_task_execution",
    "aws_secretsmanager_secret.cache_url",
    "aws_secretsmanager_secret.database_direct_url",
    "aws_secretsmanager_secret.database_url",
    "aws_security_group.copy_database",
    "aws_ssm_parameter.copy_database",
]

Plan = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One deploy: what its plan said, and before and after it all that the account held and what people would miss."""

    plan: Plan
    held: tuple[Mapping[str, list[str]], Mapping[str, list[str]]]
    missed: tuple[Mapping[str, Any], Mapping[str, Any]]
    plan_afterwards: Plan

    @property
    def lost(self) -> list[str]:
        """What the account does not hold any more."""
        before, after = self.held
        return [f"{place}: {name}" for place, names in before.items() for name in {*names} - {*after.get(place, ())}]


def addresses(plan: Plan, action: str) -> list[str]:
    return sorted(change["address"] for change in plan["changes"] if change["action"] == action)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("upgrade") / "site")
    try:
        yield site
    finally:
        site.close()


@pytest.fixture(scope="module")
def steps(site: Site) -> Mapping[Target, Step]:
    """The whole way up, so that each test looks at one thing of it."""
    site.stackwright("bootstrap", "--local")
    site.stackwright("deploy", HOBBY.id, "--local", "--yes")
    use(site, HOBBY.id)
    return {target: gone_up(site, target) for target in STEPS}


def gone_up(site: Site, target: Target) -> Step:
    held, missed = site.ledger(), belongings(site)
    plan = site.json("plan", target.id, "--local")
    site.stackwright("deploy", target.id, "--local", "--yes")
    return Step(
        plan=plan,
        held=(held, site.ledger()),
        missed=(missed, belongings(site)),
        plan_afterwards=site.json("plan", target.id, "--local"),
    )


@each_step
def test_the_plan_destroys_nothing_and_replaces_only_task_definitions(
    steps: Mapping[Target, Step], target: Target, report: Report
):
    plan = steps[target].plan
    assert addresses(plan, "destroy") == []
    assert addresses(plan, "replace") == REVISIONS[target]
    counts = {action: len(addresses(plan, action)) for action in ("add", "change")}
    report(
        f"up to {target}: {counts['add']} added, {counts['change']} changed in place, destroyed nothing, replaced "
        f"{' and '.join(REVISIONS[target])}: new revisions, the old ones stay"
    )


@each_step
def test_what_holds_data_or_an_address_is_the_same_as_before(steps: Mapping[Target, Step], target: Target):
    before, after = steps[target].missed
    assert {name: after.get(name) for name in before} == before
    kinds = {
        "VPC",
        "subnet",
        "load",
        "listener",
        "record",
        "certificate",
        "frontend",
        "secret",
        "value",
        "user",
        "bucket",
    }
    assert kinds <= {name.split()[0] for name in before}


@each_step
def test_the_account_holds_all_that_it_held_before(steps: Mapping[Target, Step], target: Target):
    assert steps[target].lost == []


@each_step
def test_a_second_plan_is_empty(steps: Mapping[Target, Step], target: Target):
    assert not_empty(steps[target].plan_afterwards) == []


@pytest.mark.requirement("C-20")
def test_codedeploy_takes_the_request_that_moves_the_tasks(site: Site, steps: Mapping[Target, Step]):
    name = f"{LIVE.parameter_path}deployments/api"
    request = json.loads(site.client("ssm").get_parameter(Name=name)["Parameter"]["Value"])
    deployment_id = site.client("codedeploy").create_deployment(**request)["deploymentId"]
    found = site.client("codedeploy").get_deployment(deploymentId=deployment_id)["deploymentInfo"]
    assert (found["applicationName"], found["deploymentGroupName"]) == (f"{LIVE.name}-api", f"{LIVE.name}-api")
    service = json.loads(request["revision"]["appSpecContent"]["content"])["Resources"][0]["TargetService"]
    subnets = service["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]
    found = site.client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"]
    assert sorted(subnet["AvailabilityZone"] for subnet in found) == [f"us-east-1{zone}" for zone in "abc"]


def test_when_the_data_has_moved_only_what_led_to_it_goes(site: Site, steps: Mapping[Target, Step], report: Report):
    take_away(site, [("previous_database",), ("previous_cache",), ("tasks", "copy-database")])
    plan = site.json("plan", ENTERPRISE.id, "--local")
    rules = [address for address in addresses(plan, "destroy") if address.startswith("aws_vpc_security_group_")]
    assert sorted({*addresses(plan, "destroy")} - {*rules}) == LEADS_TO_NEON_AND_UPSTASH
    assert addresses(plan, "replace") == []
    report(f"when the data has moved: {len(LEADS_TO_NEON_AND_UPSTASH)} resources and {len(rules)} rules go")


def take_away(site: Site, keys: Sequence[tuple[str, ...]]) -> None:
    path = site.folder / ENTERPRISE.tfvars_path
    for key in keys:
        file = tfvars.read(path, site.folder)
        tfvars.write(path, file.removed(key), was=file.text, root=site.folder)
