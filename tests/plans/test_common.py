"""Section C of the requirements, as far as macro-ai/dev asks for it. Each test carries the id of its row."""

import re
from ipaddress import IPv4Network
from typing import Any

import pytest

from tests.plans import on
from tests.plans.containers import container, secrets, variables
from tests.plans.plan import Plan

SERVICES = {"api": 3040, "ui": 3000}
ZONES = ("a", "b")


def subnets(plan: Plan, tier: str) -> list[dict[str, Any]]:
    found = plan.of_type("aws_subnet")
    return [found[f"aws_subnet.network_{tier}_{zone}"] for zone in ZONES]


def statements(plan: Plan, address: str) -> dict[str, dict[str, Any]]:
    """Sid -> statement, of a role's policy."""
    return {statement["Sid"]: statement for statement in plan.document(address, "policy")["Statement"]}


@on("macro-ai/dev")
@pytest.mark.requirement("C-01")
def test_c01_one_root_per_environment_emitted_by_cdktf(plan: Plan):
    metadata = plan.root["//"]["metadata"]
    assert (metadata["stackName"], metadata["version"]) == ("macro-ai-dev", "0.21.0")


@on("macro-ai/dev")
@pytest.mark.requirement("C-02")
def test_c02_state_in_s3_with_both_locks(plan: Plan):
    assert plan.root["terraform"]["backend"]["s3"] == {
        "bucket": "stackwright-state-123456789012",
        "key": "macro-ai/dev/terraform.tfstate",
        "region": "us-east-1",
        "encrypt": True,
        "kms_key_id": "arn:aws:kms:us-east-1:123456789012:alias/stackwright-state",
        "dynamodb_table": "stackwright-locks",
        "use_lockfile": True,
        "allowed_account_ids": ["123456789012"],
    }


@on("macro-ai/dev")
@pytest.mark.requirement("C-05")
def test_c05_every_provider_takes_only_the_environments_account(plan: Plan):
    assert [provider["allowed_account_ids"] for provider in plan.root["provider"]["aws"]] == [["123456789012"]]


@on("macro-ai/dev")
@pytest.mark.requirement("C-06")
def test_c06_default_tags_and_the_component(plan: Plan):
    assert plan.resources["aws_db_instance.database"]["tags_all"] == {
        "system": "macro-ai",
        "environment": "dev",
        "component": "database",
        "owner": "macro-ai",
        "cost-center": "macro-ai",
        "managed-by": "stackwright",
    }


@on("macro-ai/dev")
@pytest.mark.requirement("C-07")
def test_c07_three_tiers_of_subnets_in_two_zones(plan: Plan):
    sizes = {tier: [IPv4Network(subnet["cidr_block"]).prefixlen for subnet in subnets(plan, tier)] for tier in
             ("public", "private", "isolated")}  # fmt: skip
    assert sizes == {"public": [24, 24], "private": [24, 24], "isolated": [28, 28]}
    for tier in sizes:
        assert [subnet["availability_zone"] for subnet in subnets(plan, tier)] == ["us-east-1a", "us-east-1b"]


@on("macro-ai/dev")
@pytest.mark.requirement("C-07")
def test_c07_load_balancer_and_database_subnet_group_span_both_zones(plan: Plan):
    assert {"aws_subnet.network_public_a", "aws_subnet.network_public_b"} <= plan.references(
        "aws_lb.load_balancer", "subnets"
    )
    assert {"aws_subnet.network_isolated_a", "aws_subnet.network_isolated_b"} <= plan.references(
        "aws_db_subnet_group.database", "subnet_ids"
    )


@on("macro-ai/dev")
@pytest.mark.requirement("C-07")
def test_c07_isolated_subnets_have_no_way_out(plan: Plan):
    for zone in ZONES:
        association = plan.references(f"aws_route_table_association.network_isolated_{zone}", "route_table_id")
        assert "aws_route_table.network_isolated" in association
    tables = {
        reference for route in plan.of_type("aws_route") for reference in plan.references(route, "route_table_id")
    }
    assert "aws_route_table.network_isolated" not in tables


@on("macro-ai/dev")
@pytest.mark.requirement("C-08", "M-01")
def test_c08_without_nat_tasks_have_public_addresses_in_public_subnets(plan: Plan):
    assert plan.of_type("aws_nat_gateway") == {}
    for service in SERVICES:
        [network] = plan.resources[f"aws_ecs_service.{service}"]["network_configuration"]
        assert network["assign_public_ip"] is True
        subnets_of_tasks = plan.references(f"aws_ecs_service.{service}", "network_configuration")
        assert {name for name in subnets_of_tasks if re.fullmatch(r"aws_subnet\.\w+", name)} == {
            "aws_subnet.network_public_a"
        }
    route = plan.resources["aws_route.network_public_internet"]
    assert route["destination_cidr_block"] == "0.0.0.0/0"
    assert "aws_internet_gateway.network" in plan.references("aws_route.network_public_internet", "gateway_id")


@on("macro-ai/dev")
@pytest.mark.requirement("C-09")
def test_c09_gateway_endpoint_for_s3_on_every_route_table_and_no_paid_endpoint(plan: Plan):
    [(address, endpoint)] = plan.of_type("aws_vpc_endpoint").items()
    assert (endpoint["vpc_endpoint_type"], endpoint["service_name"]) == ("Gateway", "com.amazonaws.us-east-1.s3")
    tables = plan.references(address, "route_table_ids")
    assert tables >= plan.of_type("aws_route_table").keys()


@on("macro-ai/dev")
@pytest.mark.requirement("C-10")
def test_c10_who_may_talk_to_whom(plan: Plan):
    rules = set()
    for address, values in plan.of_type("aws_vpc_security_group_ingress_rule").items():
        assert values["from_port"] == values["to_port"]
        rules.add((_group(plan, address, "referenced_security_group_id") or values["cidr_ipv4"],
                   _group(plan, address, "security_group_id"), values["to_port"]))  # fmt: skip
    assert rules == {
        ("0.0.0.0/0", "load_balancer", 80),
        ("0.0.0.0/0", "load_balancer", 443),
        ("load_balancer", "api", 3040),
        ("load_balancer", "ui", 3000),
        ("api", "database", 5432),
        ("api", "cache", 6379),
    }


@on("macro-ai/dev")
@pytest.mark.requirement("C-10")
def test_c10_who_may_open_connections(plan: Plan):
    rules = set()
    for address, values in plan.of_type("aws_vpc_security_group_egress_rule").items():
        assert values["from_port"] == values["to_port"]
        rules.add((_group(plan, address, "security_group_id"),
                   _group(plan, address, "referenced_security_group_id") or values["cidr_ipv4"],
                   values["to_port"]))  # fmt: skip
    assert rules == {
        ("load_balancer", "api", 3040),
        ("load_balancer", "ui", 3000),
        ("api", "database", 5432),
        ("api", "cache", 6379),
        ("api", "0.0.0.0/0", 443),
        ("ui", "0.0.0.0/0", 443),
    }


@on("macro-ai/dev")
@pytest.mark.requirement("C-10")
def test_c10_no_group_has_rules_of_its_own_and_the_default_group_is_empty(plan: Plan):
    groups = plan.arguments_of_type("aws_security_group")
    assert {name for group in groups.values() for name in group} <= {
        "name",
        "description",
        "vpc_id",
        "tags",
        "lifecycle",
    }
    default = plan.arguments("aws_default_security_group.network_default")
    assert default.keys() & {"ingress", "egress"} == set()


@on("macro-ai/dev")
@pytest.mark.requirement("C-10", "M-05")
@pytest.mark.parametrize(("service", "port"), SERVICES.items())
def test_c10_the_container_port_is_the_same_everywhere(plan: Plan, service: str, port: int):
    [load_balancer] = plan.resources[f"aws_ecs_service.{service}"]["load_balancer"]
    environment = variables(plan, service)
    assert {
        load_balancer["container_port"],
        plan.resources[f"aws_lb_target_group.{service}"]["port"],
        container(plan, service)["portMappings"][0]["containerPort"],
        int(environment["PORT"]),
    } == {port}


@on("macro-ai/dev")
@pytest.mark.requirement("C-11")
def test_c11_isolated_subnets_have_a_network_acl(plan: Plan):
    subnets_of_acl = plan.references("aws_network_acl.network_isolated", "subnet_ids")
    assert {"aws_subnet.network_isolated_a", "aws_subnet.network_isolated_b"} <= subnets_of_acl
    rules = plan.of_type("aws_network_acl_rule").values()
    assert {(rule["egress"], rule["cidr_block"], rule["rule_action"], rule["protocol"]) for rule in rules} == {
        (False, "10.20.0.0/16", "allow", "tcp"),
        (True, "10.20.0.0/16", "allow", "tcp"),
    }


@on("macro-ai/dev")
@pytest.mark.requirement("C-11")
def test_c11_flow_log_of_all_traffic(plan: Plan):
    assert plan.resources["aws_flow_log.network"]["traffic_type"] == "ALL"
    assert "aws_vpc.network" in plan.references("aws_flow_log.network", "vpc_id")
    assert "aws_cloudwatch_log_group.network_flow_log" in plan.references("aws_flow_log.network", "log_destination")


@on("macro-ai/dev")
@pytest.mark.requirement("C-12")
def test_c12_http_is_redirected_and_https_takes_tls_1_2_and_newer(plan: Plan):
    http = plan.resources["aws_lb_listener.load_balancer_http"]
    [redirect] = http["default_action"][0]["redirect"]
    assert (http["port"], redirect["protocol"], redirect["port"], redirect["status_code"]) == (
        80,
        "HTTPS",
        "443",
        "HTTP_301",
    )
    https = plan.resources["aws_lb_listener.load_balancer_https"]
    assert (https["port"], https["ssl_policy"]) == (443, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    certificate = plan.references("aws_lb_listener.load_balancer_https", "certificate_arn")
    assert "aws_acm_certificate_validation.certificate" in certificate


@on("macro-ai/dev")
@pytest.mark.requirement("C-12")
def test_c12_invalid_headers_are_dropped_and_access_is_logged(plan: Plan):
    load_balancer = plan.resources["aws_lb.load_balancer"]
    assert load_balancer["drop_invalid_header_fields"] is True
    assert load_balancer["access_logs"][0]["enabled"] is True
    bucket = "aws_s3_bucket.load_balancer_access_logs"
    assert bucket in plan.references("aws_lb.load_balancer", "access_logs")
    block = plan.resources["aws_s3_bucket_public_access_block.load_balancer_access_logs"]
    settings = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    assert [block[setting] for setting in settings] == [True] * 4


@on("macro-ai/dev")
@pytest.mark.requirement("C-12")
@pytest.mark.parametrize(("service", "path"), [("api", "/api/health"), ("ui", "/")])
def test_c12_health_check_on_the_services_own_path(plan: Plan, service: str, path: str):
    [check] = plan.resources[f"aws_lb_target_group.{service}"]["health_check"]
    assert (check["enabled"], check["path"], check["matcher"]) == (True, path, "200")


@on("macro-ai/dev")
@pytest.mark.requirement("C-13")
def test_c13_container_insights_and_both_capacity_providers(plan: Plan):
    assert plan.resources["aws_ecs_cluster.cluster"]["setting"] == [{"name": "containerInsights", "value": "enabled"}]
    providers = plan.resources["aws_ecs_cluster_capacity_providers.cluster"]["capacity_providers"]
    assert sorted(providers) == ["FARGATE", "FARGATE_SPOT"]


@on("macro-ai/dev")
@pytest.mark.requirement("C-13", "M-14")
@pytest.mark.parametrize(("service", "provider"), [("api", "FARGATE"), ("ui", "FARGATE_SPOT")])
def test_c13_capacity_mix_per_service(plan: Plan, service: str, provider: str):
    strategy = plan.resources[f"aws_ecs_service.{service}"]["capacity_provider_strategy"]
    assert [(part["capacity_provider"], part["weight"]) for part in strategy] == [(provider, 1)]


@on("macro-ai/dev")
@pytest.mark.requirement("C-14", "M-01")
@pytest.mark.parametrize("service", SERVICES)
def test_c14_task_size_and_platform(plan: Plan, service: str):
    task = plan.resources[f"aws_ecs_task_definition.{service}_task"]
    assert (task["cpu"], task["memory"], task["network_mode"]) == ("256", "512", "awsvpc")
    [platform] = task["runtime_platform"]
    assert (platform["cpu_architecture"], platform["operating_system_family"]) == ("ARM64", "LINUX")


@on("macro-ai/dev")
@pytest.mark.requirement("C-14")
@pytest.mark.parametrize("service", SERVICES)
def test_c14_containers_are_not_root_and_get_time_to_stop(plan: Plan, service: str):
    definition = container(plan, service)
    assert (definition["user"], definition["stopTimeout"]) == ("1000:1000", 30)
    assert definition["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}


@on("macro-ai/dev")
@pytest.mark.requirement("C-14")
@pytest.mark.parametrize(("service", "read_only", "exec_on"), [("api", False, True), ("ui", True, False)])
def test_c14_read_only_root_where_nobody_opens_a_shell(plan: Plan, service: str, read_only: bool, exec_on: bool):
    assert container(plan, service)["readonlyRootFilesystem"] is read_only
    assert plan.resources[f"aws_ecs_service.{service}"]["enable_execute_command"] is exec_on


@on("macro-ai/dev")
@pytest.mark.requirement("C-15")
@pytest.mark.parametrize("service", SERVICES)
def test_c15_images_by_digest(plan: Plan, service: str):
    assert container(plan, service)["image"] == f"${{var.{service}_image}}"
    image = plan.root["variable"][f"{service}_image"]["default"]
    repository = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/macro-ai-{service}"
    assert re.fullmatch(rf"{re.escape(repository)}@sha256:[0-9a-f]{{64}}", image)


@on("macro-ai/dev")
@pytest.mark.requirement("C-15")
def test_c15_the_sidecars_image_has_a_version(plan: Plan):
    [_, *sidecars] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    assert [re.search(r":\d+\.\d+\.\d+$", sidecar["image"]) is not None for sidecar in sidecars] == [True]


@on("macro-ai/dev")
@pytest.mark.requirement("C-16")
def test_c16_the_execution_role_reads_exactly_the_services_secrets(plan: Plan):
    found = statements(plan, "aws_iam_role_policy.api_task_execution")
    assert found["ReadSecrets"]["Resource"] == [
        "${aws_secretsmanager_secret.secrets_API_KEY.arn}",
        "${aws_secretsmanager_secret.secrets_COOKIE_ENCRYPTION_KEY.arn}",
        "${aws_secretsmanager_secret.secrets_OPENAI_API_KEY.arn}",
        "${aws_secretsmanager_secret.database_password.arn}",
        "${aws_secretsmanager_secret.cache_access_password.arn}",
    ]
    assert found["PullImage"]["Resource"] == ["arn:aws:ecr:us-east-1:123456789012:repository/macro-ai-api"]
    assert found["ReadParameters"]["Resource"] == ["${aws_ssm_parameter.parameters_OPENAI_MODEL.arn}"]


@on("macro-ai/dev")
@pytest.mark.requirement("C-16")
def test_c16_a_service_without_secrets_may_read_none_and_do_nothing(plan: Plan):
    assert sorted(statements(plan, "aws_iam_role_policy.ui_task_execution")) == [
        "LogInToRegistry",
        "PullImage",
        "WriteLog",
    ]
    assert "aws_iam_role_policy.ui_task_task" not in plan.resources


@on("macro-ai/dev")
@pytest.mark.requirement("C-16")
def test_c16_each_service_has_roles_of_its_own_for_its_own_tasks(plan: Plan):
    roles = {
        plan.arguments(f"aws_ecs_task_definition.{service}_task")[role]
        for service in SERVICES
        for role in ("task_role_arn", "execution_role_arn")
    }
    assert len(roles) == 4
    for service in SERVICES:
        [statement] = plan.document(f"aws_iam_role.{service}_task_task", "assume_role_policy")["Statement"]
        assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
        assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}


@on("macro-ai/dev")
@pytest.mark.requirement("C-17")
def test_c17_no_secret_gets_its_value_from_terraform(plan: Plan):
    assert plan.of_type("aws_secretsmanager_secret_version") == {}
    database = plan.arguments("aws_db_instance.database")
    # Write-only and thrown away: `stackwright secrets` sets the password that counts.
    assert (database.get("password"), database["password_wo"]) == (None, "${uuid()}")
    assert all("aws_kms_key.encryption_key" in plan.references(secret, "kms_key_id")
               for secret in plan.of_type("aws_secretsmanager_secret"))  # fmt: skip


@on("macro-ai/dev")
@pytest.mark.requirement("C-18")
def test_c18_parameters_lie_under_system_and_environment(plan: Plan):
    [parameter] = plan.of_type("aws_ssm_parameter").values()
    assert (parameter["name"], parameter["type"], parameter["insecure_value"]) == (
        "/macro-ai/dev/OPENAI_MODEL",
        "String",
        "gpt-4o-mini",
    )
    assert secrets(plan)["OPENAI_MODEL"] == "${aws_ssm_parameter.parameters_OPENAI_MODEL.arn}"


@on("macro-ai/dev")
@pytest.mark.requirement("C-20", "M-10")
@pytest.mark.parametrize("service", SERVICES)
def test_c20_rolling_deployment_with_circuit_breaker_and_alarms(plan: Plan, service: str):
    values = plan.resources[f"aws_ecs_service.{service}"]
    assert values["deployment_controller"] == [{"type": "ECS"}]
    assert (values["deployment_maximum_percent"], values["deployment_minimum_healthy_percent"]) == (200, 100)
    assert values["deployment_circuit_breaker"] == [{"enable": True, "rollback": True}]
    [alarms] = values["alarms"]
    assert (alarms["enable"], alarms["rollback"]) == (True, True)


@on("macro-ai/dev")
@pytest.mark.requirement("C-21", "M-01", "M-14")
def test_c21_database_instance(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    expected = {
        "engine": "postgres",
        "instance_class": "db.t3.micro",
        "multi_az": False,
        "availability_zone": "us-east-1a",
        "storage_type": "gp3",
        "allocated_storage": 20,
        "max_allocated_storage": 100,
        "storage_encrypted": True,
        "publicly_accessible": False,
        "backup_retention_period": 1,
        "deletion_protection": False,
        "monitoring_interval": 0,
        "iam_database_authentication_enabled": True,
    }
    assert {name: database[name] for name in expected} == expected
    assert "aws_security_group.database" in plan.references("aws_db_instance.database", "vpc_security_group_ids")


@on("macro-ai/dev")
@pytest.mark.requirement("C-21")
def test_c21_the_parameter_group_forces_tls(plan: Plan):
    parameters = plan.resources["aws_db_parameter_group.database"]["parameter"]
    assert {parameter["name"]: parameter["value"] for parameter in parameters}["rds.force_ssl"] == "1"
    assert "aws_db_parameter_group.database" in plan.references("aws_db_instance.database", "parameter_group_name")


@on("macro-ai/dev")
@pytest.mark.requirement("C-22", "M-06")
def test_c22_cache_with_tls_and_a_password_that_terraform_does_not_know(plan: Plan):
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    expected = {
        "engine": "valkey",
        "node_type": "cache.t4g.micro",
        "num_cache_clusters": 1,
        "multi_az_enabled": False,
        "automatic_failover_enabled": False,
        "at_rest_encryption_enabled": "true",
        "transit_encryption_enabled": True,
        "transit_encryption_mode": "required",
        "port": 6379,
    }
    assert {name: cache[name] for name in expected} == expected
    assert "auth_token" not in plan.arguments("aws_elasticache_replication_group.cache")
    assert secrets(plan)["REDIS_AUTH_TOKEN"] == "${aws_secretsmanager_secret.cache_access_password.arn}"


@on("macro-ai/dev")
@pytest.mark.requirement("C-22")
def test_c22_the_caches_default_user_can_do_nothing(plan: Plan):
    nobody = plan.resources["aws_elasticache_user.cache_access_nobody"]
    assert (nobody["user_name"], nobody["access_string"]) == ("default", "off -@all")
    users = plan.references("aws_elasticache_user_group.cache_access", "user_ids")
    assert plan.of_type("aws_elasticache_user").keys() <= users


@on("macro-ai/dev")
@pytest.mark.requirement("C-23")
def test_c23_certificate_and_alias_of_the_environments_name(plan: Plan):
    certificate = plan.resources["aws_acm_certificate.certificate"]
    assert (certificate["domain_name"], certificate["validation_method"]) == ("dev.macro-ai.com", "DNS")
    alias = plan.resources["aws_route53_record.dns_dev_macro_ai_com"]
    assert (alias["name"], alias["type"]) == ("dev.macro-ai.com", "A")
    assert "aws_lb.load_balancer.dns_name" in plan.references("aws_route53_record.dns_dev_macro_ai_com", "alias")


def _group(plan: Plan, address: str, argument: str) -> str:
    """The name of the security group that a rule's argument refers to, "" when it has none."""
    if argument not in plan.configuration[address]["expressions"]:
        return ""
    [group] = [name for name in plan.references(address, argument) if re.fullmatch(r"aws_security_group\.\w+", name)]
    return group.removeprefix("aws_security_group.")
