"""An environment in the local AWS, made by API: what a release needs of it, and nothing else."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from release.clients import Clients
from release.facts import Database, Facts, Service, Task
from release.images import Image
from release.prepare import of_images
from release.record import Records, Release
from release.run import Options, Runner
from tests.local_aws.conftest import aws, endpoint, front, server, without
from tests.release.fakes import FakeTime

__all__ = ["aws", "endpoint", "front", "server", "without"]

REPOSITORY = "111122223333.dkr.ecr.us-east-1.amazonaws.com/shop-api"
LOG_GROUP = "/ecs/shop-dev-migrate"


def digest(version: int) -> str:
    return f"sha256:{version:064x}"


@dataclass
class Shown:
    """What a release tells while it goes on."""

    lines: list[str] = field(default_factory=list)
    result: str = ""
    interrupt_at: str = ""
    """A note at which the user presses Ctrl-C."""

    @contextmanager
    def step(self, title: str) -> Generator["Shown"]:
        self.result = "done"
        try:
            yield self
        except BaseException:
            self.lines.append(f"{title}: failed")
            raise
        self.lines.append(f"{title}: {self.result}")

    def note(self, text: str) -> None:
        if self.interrupt_at and self.interrupt_at in text:
            self.interrupt_at = ""
            raise KeyboardInterrupt

    def notice(self, text: str) -> None:
        self.lines.append(text)


@dataclass
class Shop:
    """The system `shop` in its environment `dev`, and how it is released."""

    clients: Clients
    facts: Facts
    shown: Shown = field(default_factory=Shown)

    def runner(self, version: int, *services: str, kind: Any = "release") -> Runner:
        wanted = [
            Image(name, f"{REPOSITORY}@{digest(version)}", digest(version)) for name in services or self.facts.services
        ]
        return self.prepared(of_images(self.facts, self.clients, wanted), kind)

    def prepared(self, prepared: Any, kind: Any) -> Runner:
        options = Options(kind, "user/anna", "2026-11-21T10:00:00+00:00", smoke_test=False)
        self.shown.lines.clear()
        return Runner(prepared, self.clients, FakeTime().clock, self.shown, options)

    def release(self, version: int, *services: str) -> Release:
        return self.runner(version, *services).run()

    def fate(self, version: int, **fate: Any) -> None:
        """What becomes of an image."""
        self.clients.ssm.put_parameter(
            Name=f"/local-aws/fates/{digest(version).removeprefix('sha256:')}", Value=json.dumps(fate), Type="String"
        )

    def running(self, name: str) -> str:
        """The image that requests to a service reach."""
        [service] = self.clients.ecs.describe_services(cluster="shop-dev", services=[f"shop-dev-{name}"])["services"]
        arn = service["taskSets"][0]["taskDefinition"] if service.get("taskSets") else service["taskDefinition"]
        definition = self.clients.ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return definition["containerDefinitions"][0]["image"].partition("@")[2]

    def history(self) -> list[tuple[int, str, str]]:
        found = Records(self.clients, self.facts.parameter_path).history()
        return [(release.number, release.kind, release.outcome) for release in found]


@pytest.fixture
def shop(aws: Callable[..., Any]) -> Shop:
    """Two services on version 1: `api` rolls, `ui` is blue-green; each release runs `migrate` before."""
    names = ("ecs", "codedeploy", "ecr", "logs", "rds", "ssm", "sts")
    clients = Clients(**{name: aws(name) for name in names})
    _cluster(clients, aws("ec2"))
    facts = Facts(
        target="shop/dev",
        account_id="111122223333",
        region="us-east-1",
        name="shop-dev",
        parameter_path="/shop/dev/",
        services={
            "api": Service("api", "shop-dev-api", "rolling", f"{REPOSITORY}@{digest(1)}", 8000),
            "ui": Service("ui", "shop-dev-ui", "blue_green", f"{REPOSITORY}@{digest(1)}", 8000),
        },
        tasks=(Task("migrate", "/shop/dev/tasks/migrate", "api", 60),),
        database=Database("shop-dev-database", is_cluster=False),
    )
    return Shop(clients, facts)


def _cluster(clients: Clients, ec2: Any) -> None:
    clients.ecs.create_cluster(clusterName="shop-dev")
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": []}}
    for name in ("api", "ui", "migrate"):
        clients.ecs.register_task_definition(**_task_definition(name))
    rolling = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
    alarms = {"alarmNames": ["shop-dev-api-5xx"], "enable": True, "rollback": True}
    clients.ecs.create_service(
        cluster="shop-dev",
        serviceName="shop-dev-api",
        taskDefinition="shop-dev-api",
        desiredCount=2,
        deploymentConfiguration={**rolling, "alarms": alarms},
    )
    clients.ecs.create_service(
        cluster="shop-dev",
        serviceName="shop-dev-ui",
        taskDefinition="shop-dev-ui",
        desiredCount=2,
        deploymentController={"type": "CODE_DEPLOY"},
    )
    clients.codedeploy.create_application(applicationName="shop-dev-ui", computePlatform="ECS")
    clients.codedeploy.create_deployment_group(
        applicationName="shop-dev-ui",
        deploymentGroupName="shop-dev-ui",
        serviceRoleArn="arn:aws:iam::111122223333:role/shop-dev-ui-deploy",
        ecsServices=[{"clusterName": "shop-dev", "serviceName": "shop-dev-ui"}],
    )
    clients.logs.create_log_group(logGroupName=LOG_GROUP)
    request = {
        "cluster": "shop-dev",
        "taskDefinition": "shop-dev-migrate",
        "count": 1,
        "launchType": "FARGATE",
        "networkConfiguration": network,
    }
    clients.ssm.put_parameter(Name="/shop/dev/tasks/migrate", Value=json.dumps(request), Type="String")
    clients.rds.create_db_instance(
        DBInstanceIdentifier="shop-dev-database",
        DBInstanceClass="db.t4g.micro",
        Engine="postgres",
        AllocatedStorage=20,
        MasterUsername="postgres",
        ManageMasterUserPassword=True,
    )


def _task_definition(name: str) -> dict[str, Any]:
    log = {
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": f"/ecs/shop-dev-{name}",
            "awslogs-stream-prefix": "ecs",
            "awslogs-region": "us-east-1",
        },
    }
    return {
        "family": f"shop-dev-{name}",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [
            {"name": name, "image": f"{REPOSITORY}@{digest(1)}", "logConfiguration": log},
            {"name": "xray", "image": "xray:3"},
        ],
        "tags": [{"key": "component", "value": name}],
    }
