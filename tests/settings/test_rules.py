"""Rules between sections: each one refuses what contradicts, in whole sentences, and accepts what does not."""

import copy
from pathlib import Path
from typing import Any

import pytest

from settings.environment import EnvironmentSettings
from settings.load import validated
from settings.rules import RULES
from settings.rules.services import COMPONENTS
from settings.target import Target
from settings.tfvars import read

SAMPLE = read(Path(__file__).with_name("sample.tfvars")).values
TEST_LISTENER = {"test_listener_port": 8443, "test_listener_cidr_blocks": ["203.0.113.0/24"]}
BLUE_GREEN = {"kind": "blue_green"}
NEON, UPSTASH = {"provider": "Neon"}, {"provider": "Upstash"}
WEST = {"region": "us-west-2"}
TASK = {"from_service": "api", "command": ["x"]}
AURORA = {"kind": "aurora_postgres", "database_name": "app", "minimum_acu": 0.5, "maximum_acu": 2}


def values(**changes: Any) -> dict[str, Any]:
    """The sample with values replaced: `services__api__desired_count=2`; None takes one away."""
    changed = copy.deepcopy(SAMPLE)
    for path, value in changes.items():
        *parents, name = path.split("__")
        inside: Any = changed
        for parent in parents:
            inside = inside.setdefault(parent, {})
        if value is None:
            inside.pop(name, None)
        else:
            inside[name] = value
    return changed


def told(**changes: Any) -> list[str]:
    _, found = validated(EnvironmentSettings, values(**changes), RULES, Target.parse("macro-ai/dev"))
    return [str(complaint) for complaint in found]


def test_sample_is_sound():
    assert told() == []


def test_every_rule_is_run_and_named_once():
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"deployed_as": "shared"},
            ['deployed_as must be another name than that of macro-ai/shared, got "shared"'],
        ),
        (
            {"deployed_as": "a" * 32},
            [
                f"deployed_as must be shorter: the name macro-ai-{'a' * 32} is 41 characters long and AWS names leave "
                f'room for 40, got "{"a" * 32}"'
            ],
        ),
        (
            {"network__availability_zones": ["us-east-1a", "us-west-2b"]},
            ['network.availability_zones[1] must be a zone of the region us-east-1, got "us-west-2b"'],
        ),
        (
            {"services__network": {**SAMPLE["services"]["ui"], "route": {"priority": 5, "path_patterns": ["/n"]}}},
            ["services.network has the name of another part of the system; call it otherwise"],
        ),
        (
            {"services__ui__route__priority": 10},
            [
                "services.ui.route.priority must differ from that of services.api: the load balancer tries its rules in "
                "this order, got 10"
            ],
        ),
        (
            {"services__ui__route__path_patterns": ["/*", "/api/*"]},
            ['services.ui.route.path_patterns[1] leads to services.api already, got "/api/*"'],
        ),
        (
            {"database": None, "cache": None},
            [
                "services.api.connects_to[0] names the database, but this environment has no database section",
                "services.api.connects_to[1] names the cache, but this environment has no cache section",
            ],
        ),
        (
            {"database": None, "services__api__connects_to": ["cache"], "database_proxy": {}},
            [
                'database_proxy needs database.kind "rds_postgres" to connect to; this environment has no database section'
            ],
        ),
        (
            {"deletion_protection": True, "database__backup_retention_days": 0},
            [
                "database.backup_retention_days must be at least 1 when deletion_protection is true: what may not be "
                "deleted must not be lost, got 0"
            ],
        ),
        (
            {
                "services__api__environment": {"DATABASE_HOST": "db", "AWS_REGION": "eu-west-1"},
                "services__ui__secrets": ["REDIS_URL"],
                "secrets__REDIS_URL": {"description": "d"},
            },
            [
                "services.api.environment.DATABASE_HOST must not begin with DATABASE_, REDIS_, COGNITO_, which the stack "
                "gives to tasks itself",
                "services.api.environment.AWS_REGION must be left out: the stack gives it to every task",
                "secrets.REDIS_URL must not begin with DATABASE_, REDIS_, COGNITO_, which the stack gives to tasks itself",
            ],
        ),
        (
            {"frontend": {"kind": "static_site", "api": {}}},
            [
                'load_balancer.internal must be true when frontend.api.origin_access is "vpc_origin": else the firewall '
                "could be gone around, got false"
            ],
        ),
        (
            {"load_balancer__internal": True},
            [
                "load_balancer.internal must be false unless a static_site passes its api on with origin_access "
                '"vpc_origin": nobody could reach it, got true'
            ],
        ),
        (
            {"frontend": {"kind": "static_site"}},
            [
                "domain.api_name is required when the other names lead to the frontend: else nothing leads to the load "
                "balancer"
            ],
        ),
        (
            {"domain__api_name": "api.dev.macro-ai.com"},
            ['domain.api_name must be left out: domain.name leads to the API already, got "api.dev.macro-ai.com"'],
        ),
        (
            {
                "frontend": {"kind": "static_site", "api": {}},
                "load_balancer__internal": True,
                "domain__failover": {},
            },
            ["domain.failover must be left out: the names lead to the frontend, which cannot be in two regions"],
        ),
        (
            {
                "frontend": {"kind": "static_site", "api": {}},
                "load_balancer__internal": True,
                "region": "eu-west-1",
                "network__availability_zones": ["eu-west-1a", "eu-west-1b"],
            },
            ['frontend needs the region us-east-1, from where CloudFront takes certificates, got "eu-west-1"'],
        ),
        (
            {
                "log_metrics__failed": {"service": "worker", "pattern": "ERROR"},
                "log_metrics__slow": {"service": "api", "pattern": "SLOW", "alarm": {"threshold": 1, "severity": "P4"}},
                "budget": {"monthly_usd": 500, "severity": "P4"},
                "domain__failover": {"health_check": {"severity": "P4"}},
            },
            [
                'log_metrics.failed.service must be one of api, ui, got "worker"',
                "log_metrics.slow.alarm.severity must be one that topics has, P1, P2, P3, got P4",
                "budget.severity must be one that topics has, P1, P2, P3, got P4",
                "domain.failover.health_check.severity must be one that topics has, P1, P2, P3, got P4",
            ],
        ),
        (
            {
                "tasks": {
                    "migrate": {"from_service": "apy", "command": ["x"], "secrets": ["NONE"], "connects_to": ["queue"]}
                }
            },
            [
                'tasks.migrate.from_service must be one of api, ui, got "apy"',
                'tasks.migrate.secrets[0] is not declared in secrets, got "NONE"; declare it there',
                'tasks.migrate.connects_to[0] must be one of database, cache, got "queue"',
            ],
        ),
        (
            {"external_services": {"api": {"description": "Vectors"}}, "services__ui__connects_to": ["api"]},
            ["external_services.api has the name of another part of the system; call it otherwise"],
        ),
        (
            {
                "external_services": {"pinecone": {"description": "Vectors"}},
                "services__ui__connects_to": ["pinecone"],
                "services__api__tracing": False,
                "network__task_subnets": "private",
                "network__interface_endpoints": ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"],
            },
            [
                "external_services.pinecone is outside AWS, so tasks need network.nat_gateway_count of 1 or more, or "
                'task_subnets = "public"'
            ],
        ),
        (
            {
                "previous_database": NEON,
                "previous_cache": UPSTASH,
                "services__api__tracing": False,
                "network__task_subnets": "private",
                "network__interface_endpoints": ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"],
            },
            [
                f"{name} is outside AWS, so tasks need network.nat_gateway_count of 1 or more, or "
                'task_subnets = "public"'
                for name in ("previous_database", "previous_cache")
            ],
        ),
        (
            {
                "database": {"kind": "external_database", **NEON},
                "cache": None,
                "previous_database": NEON,
                "previous_cache": UPSTASH,
                "services__api__connects_to": ["database"],
            },
            [
                "previous_database needs a database in AWS that takes its place; this environment has database.kind "
                '"external_database"',
                "previous_cache needs a cache in AWS that takes its place; this environment has no cache section",
            ],
        ),
        (
            {"services__api__connects_to": ["previous_database"]},
            [
                "services.api.connects_to[0] names the previous_database, but this environment has no "
                "previous_database section"
            ],
        ),
        (
            {
                "backup": {
                    "rules": {
                        "daily": {"schedule": "cron(0 6 * * ? *)", "retention_days": 30, "copy_retention_days": 30}
                    }
                },
                "database": None,
                "services__api__connects_to": ["cache"],
            },
            [
                "backup has nothing to save: this environment has no database in AWS",
                "backup.rules.daily.copy_retention_days needs a recovery_region section, which says where copies go",
            ],
        ),
        (
            {"recovery_region": {"region": "us-east-1"}, "database__backup_retention_days": 0},
            [
                'recovery_region.region must differ from region, which it is to survive, got "us-east-1"',
                "database.backup_retention_days must be at least 1 with a recovery_region: backups are copied, got 0",
            ],
        ),
        (
            {
                "database": {**AURORA, "master_password": {"kind": "generated"}, "global_database": {}},
            },
            ["database.global_database needs recovery_region.database_network, which says where the copy runs"],
        ),
        (
            {"database__backup_retention_days": 7, "recovery_region": {**WEST, "database_backup_retention_days": 6}},
            [
                "recovery_region.database_backup_retention_days must be at least 7, the database.backup_retention_days, "
                "or be left out, got 6"
            ],
        ),
        (
            {"database": AURORA, "recovery_region": {**WEST, "database_backup_retention_days": 7}},
            [
                'recovery_region.database_backup_retention_days must be left out unless database.kind is "rds_postgres", '
                "whose backups are copied, got 7"
            ],
        ),
        (
            {"recovery_region": {**WEST, "bucket_replication": {}}},
            [
                "recovery_region.bucket_replication must be left out without buckets and a frontend of kind "
                '"static_site": there is nothing to copy'
            ],
        ),
        (
            {"buckets": {"cache": {}, "ui": {}, "dumps": {}}, "tasks": {"dumps-replication": TASK}},
            [
                "tasks.dumps-replication has the name of another part of the system; call it otherwise",
                "buckets.cache has the name of another part of the system; call it otherwise",
                "buckets.ui has the name of another part of the system; call it otherwise",
            ],
        ),
        (
            {
                "buckets": {"assets": {}},
                "services__api__environment__ASSETS_BUCKET": "mine",
                "secrets__ASSETS_BUCKET": {"description": "None"},
                "services__ui__secrets": ["ASSETS_BUCKET"],
            },
            [
                "services.api.environment.ASSETS_BUCKET must be called otherwise: the stack gives tasks the name of a "
                "bucket in it",
                "secrets.ASSETS_BUCKET must be called otherwise: the stack gives tasks the name of a bucket in it",
            ],
        ),
        (
            {"services__api__secrets": ["API_KEYS"]},
            ['services.api.secrets[0] is not declared in secrets, got "API_KEYS"; did you mean API_KEY?'],
        ),
        (
            {"services__api__parameters": ["LIMIT"]},
            ['services.api.parameters[0] is not declared in parameters, got "LIMIT"; declare it there'],
        ),
        (
            {"user_pool": None},
            [
                "services.api.user_pool_admin must be false, or left out, because this environment has no user_pool "
                "section, got true"
            ],
        ),
        (
            {"topics__P1": None, "topics__P2": None},
            ["topics must have P1, P2, which alarms are sent to, got P3"],
        ),
        (
            {"database__multi_az": True},
            [
                "network.task_availability_zone_count must be at least 2 when database.multi_az is true: the tasks would "
                "be lost with their only zone, got 1"
            ],
        ),
        (
            {"tracing": {"kind": "adot_collector", "memory_mib": 300}},
            ["services.api.memory_mib must be at least 600: the sidecars beside the container take 300 MiB, got 512"],
        ),
        (
            {
                "network__task_subnets": "private",
                "network__interface_endpoints": ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"],
            },
            [
                "tracing.image must lie in ECR, because without a NAT gateway tasks reach no other registry; copy it "
                'there, got "public.ecr.aws/xray/aws-xray-daemon:3.5.0"'
            ],
        ),
        (
            {"services__api__deployment": BLUE_GREEN},
            [
                "load_balancer.test_listener_port is required when services.api.deployment.kind is blue_green: new tasks "
                "are tested there before they get requests"
            ],
        ),
        (
            # Load balancer 16.43 with two addresses 7.30, database 13.14 with storage 2.30, cache 9.34, a task of the API
            # 7.21 and two of the UI on Spot 4.32.
            {"budget": {"monthly_usd": 60}},
            [
                "budget.monthly_usd must be at least 61: what always runs costs that much, without any use of it; "
                "`stackwright cost` shows all, got 60"
            ],
        ),
        (
            {
                "budget": {"monthly_usd": 100},
                "database": AURORA,
                "cache__cluster_mode": {"shard_count": 3},
                "cache__node_count": None,
                "cache__multi_az": True,
                "network__nat_gateway_count": 2,
                "network__task_subnets": "private",
                "web_acl": {},
            },
            # NAT gateways 65.70, capacity units 87.60, six nodes of the cache 56.06, firewall 5, load balancer 16.43,
            # four addresses 14.60, tasks as above.
            [
                "budget.monthly_usd must be at least 257: what always runs costs that much, without any use of it; "
                "`stackwright cost` shows all, got 100"
            ],
        ),
        (
            {
                "usage": {"average_tasks": {"api": 5, "ui": 2, "web": 1}},
                "services__api__autoscaling": {
                    "minimum_tasks": 1,
                    "maximum_tasks": 3,
                    "scheduled_actions": {
                        "peak": {"schedule": "cron(0 8 1 * ? *)", "minimum_tasks": 2, "maximum_tasks": 4}
                    },
                },
            },
            [
                "usage.average_tasks.api must be at most what services.api.autoscaling allows, got 5",
                "usage.average_tasks.ui must be left out: without autoscaling 2 run",
                "usage.average_tasks.web is not a service; average_tasks are those of one of api, ui",
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": {}, "budget__email_addresses": ["cfo@macro-ai.com"]},
        {
            "topics__P3": None,
            "cache": None,
            "services__api__connects_to": ["database"],
            "alarms": {"services": {"severity": "P2"}},
            "budget__severity": "P2",
        },
        {"services__api__deployment": BLUE_GREEN, "load_balancer": TEST_LISTENER},
        {"network__task_subnets": "private", "network__nat_gateway_count": 1},
        {"database__multi_az": True, "network__task_availability_zone_count": 2},
        {"user_pool": None, "services__api__user_pool_admin": False},
        {"frontend": {"kind": "static_site", "api": {}}, "load_balancer__internal": True},
        {"frontend": {"kind": "amplify_site"}, "domain__api_name": "api.dev.macro-ai.com"},
        {"frontend": {"kind": "amplify_site"}, "domain__api_name": "api.dev.macro-ai.com", "domain__failover": {}},
        {"buckets": {"assets": {}}, "services__ui__connects_to": ["assets"]},
        {"buckets": {"assets": {}}, "recovery_region": {**WEST, "bucket_replication": {}}},
        {"budget": {"monthly_usd": 62}},
        {
            "usage": {"average_tasks": {"api": 4}},
            "services__api__autoscaling": {"minimum_tasks": 1, "maximum_tasks": 4},
        },
        {
            "previous_database": NEON,
            "previous_cache": UPSTASH,
            "tasks": {
                "copy": {"from_service": "api", "command": ["x"], "connects_to": ["previous_database", "database"]}
            },
        },
    ],
    ids=[
        "no topic at all",
        "no topic for alarms of an absent cache",
        "blue-green with a test listener",
        "private tasks behind a NAT gateway",
        "multi-AZ with tasks in two zones",
        "no user pool and nobody who uses it",
        "API behind the distribution",
        "API beside Amplify",
        "failover of the API beside Amplify",
        "a bucket that a service connects to",
        "a bucket that is copied",
        "a budget just above what always runs",
        "an average within the bounds of scaling",
        "a database and a cache that took the place of others",
    ],
)
def test_accepts(changes):
    assert told(**changes) == []


def test_component_names_are_those_of_the_environment_stack():
    from cdktf import App

    from settings.load import load_environment, load_state
    from settings.target import Target
    from stacks.environment import EnvironmentStack

    root = Path(__file__).parents[2]
    target = Target.parse("macro-ai/dev")
    stack = EnvironmentStack(App(), target, load_environment(target, root).settings, load_state(root).settings)
    made = {child.component.replace("_", "-") for child in stack.node.children if hasattr(child, "component")}
    assert made - set(COMPONENTS) == {"api", "assets", "ui"}
