"""Section P of the requirements: Macro AI's production at three scales."""

import pytest

from tests.plans import firewall, on
from tests.plans.containers import secrets, task_subnets
from tests.plans.plan import Plan

SCALES = ("macro-ai-production/hobby", "macro-ai-production/enhanced-hobby", "macro-ai-production/enterprise")
HOBBY, ENHANCED_HOBBY, ENTERPRISE = SCALES
API = "aws_ecs_service.api"


def task_size(plan: Plan) -> tuple[str, str]:
    task = plan.resources["aws_ecs_task_definition.api_task"]
    return task["cpu"], task["memory"]


def retention_days(plan: Plan) -> set[int]:
    return {group["retention_in_days"] for group in plan.of_type("aws_cloudwatch_log_group").values()}


def alarm_names(plan: Plan) -> set[str]:
    return {
        address.removeprefix("aws_cloudwatch_metric_alarm.alarms_")
        for address in plan.of_type("aws_cloudwatch_metric_alarm")
    }


@on(HOBBY)
@pytest.mark.requirement("P-01", "C-08")
def test_p01_tasks_in_one_zone_without_nat(plan: Plan):
    assert plan.of_type("aws_nat_gateway") == {}
    assert task_subnets(plan) == ["public_a"]
    assert plan.resources[API]["network_configuration"] == [{"assign_public_ip": True}]


@on(HOBBY)
@pytest.mark.requirement("P-01")
def test_p01_one_small_task_that_is_scaled_by_hand(plan: Plan):
    assert plan.resources[API]["desired_count"] == 1
    assert task_size(plan) == ("256", "512")
    assert plan.of_type("aws_appautoscaling_target") == {}
    assert "desired_count" not in plan.arguments(API)["lifecycle"]["ignore_changes"]


@on(HOBBY)
@pytest.mark.requirement("P-01", "C-25")
def test_p01_basic_alarms(plan: Plan):
    assert alarm_names(plan) == {
        "api_cpu",
        "api_memory",
        "api_no_healthy_targets",
        "api_target_5xx",
        "api_unhealthy_targets",
        "load_balancer_5xx",
        "site_failed_requests",
    }
    assert list(plan.of_type("aws_cloudwatch_composite_alarm")) == ["aws_cloudwatch_composite_alarm.alarms_site_down"]


@on(HOBBY, ENHANCED_HOBBY)
@pytest.mark.requirement("P-01", "P-02", "C-21", "C-22")
def test_p01_neon_and_upstash_by_secret(plan: Plan):
    names = {
        "DATABASE_URL": "aws_secretsmanager_secret.database_url",
        "DATABASE_DIRECT_URL": "aws_secretsmanager_secret.database_direct_url",
        "REDIS_URL": "aws_secretsmanager_secret.cache_url",
    }
    given = secrets(plan)
    for name, address in names.items():
        assert given[name] == f"${{{address}.arn}}"
        assert plan.resources[address]["name"] == f"{plan.deployment.name}/{name}"
    for terraform_type in ("aws_db_instance", "aws_rds_cluster", "aws_elasticache_replication_group"):
        assert plan.of_type(terraform_type) == {}


@on(HOBBY, ENHANCED_HOBBY)
@pytest.mark.requirement("P-01", "P-02", "C-10")
def test_p01_tasks_reach_neon_and_upstash_and_migrations_neon_only(plan: Plan):
    rules = {
        (address.removeprefix("aws_vpc_security_group_egress_rule.").partition("_")[0], values["to_port"])
        for address, values in plan.of_type("aws_vpc_security_group_egress_rule").items()
        if values["cidr_ipv4"] == "0.0.0.0/0"
    }
    assert rules == {("api", 443), ("api", 5432), ("api", 6379), ("migrate", 443), ("migrate", 5432)}


@on(ENHANCED_HOBBY)
@pytest.mark.requirement("P-02", "C-08")
def test_p02_two_zones_and_one_nat_gateway(plan: Plan):
    assert list(plan.of_type("aws_nat_gateway")) == ["aws_nat_gateway.network_a"]
    assert task_subnets(plan) == ["private_a", "private_b"]
    assert plan.resources[API]["network_configuration"] == [{"assign_public_ip": False}]


@on(ENHANCED_HOBBY)
@pytest.mark.requirement("P-02", "C-19")
def test_p02_a_task_in_each_zone(plan: Plan):
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert (target["min_capacity"], target["max_capacity"]) == (2, 4)
    assert plan.resources[API]["desired_count"] == 2
    assert task_size(plan) == ("512", "1024")


@on(ENHANCED_HOBBY)
@pytest.mark.requirement("P-02", "C-14")
def test_p02_logs_are_kept_90_days(plan: Plan):
    assert retention_days(plan) == {90}


@on(ENHANCED_HOBBY, ENTERPRISE)
@pytest.mark.requirement("P-02", "P-03", "C-13")
def test_p02_detailed_monitoring(plan: Plan):
    assert plan.resources["aws_ecs_cluster.cluster"]["setting"] == [{"name": "containerInsights", "value": "enhanced"}]


@on(ENHANCED_HOBBY, ENTERPRISE)
@pytest.mark.requirement("P-02", "P-03", "C-25")
def test_p02_every_alarm_of_services_and_load_balancer(plan: Plan):
    assert alarm_names(plan) >= {
        "api_cpu",
        "api_latency",
        "api_memory",
        "api_no_healthy_targets",
        "api_target_5xx",
        "api_unhealthy_targets",
        "load_balancer_5xx",
        "load_balancer_rejected_connections",
        "site_failed_requests",
    }


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-07", "C-08")
def test_p03_three_zones_with_a_nat_gateway_each(plan: Plan):
    assert sorted(plan.of_type("aws_nat_gateway")) == [f"aws_nat_gateway.network_{zone}" for zone in "abc"]
    assert task_subnets(plan) == ["private_a", "private_b", "private_c"]
    for zone in "abc":
        route = f"aws_route.network_private_{zone}_internet"
        assert f"aws_nat_gateway.network_{zone}" in plan.references(route, "nat_gateway_id")


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-21")
def test_p03_database(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    expected = {
        "instance_class": "db.r6g.large",
        "multi_az": True,
        "backup_retention_period": 30,
        "deletion_protection": True,
        "skip_final_snapshot": False,
        "performance_insights_enabled": True,
        "monitoring_interval": 60,
        "storage_type": "gp3",
        "allocated_storage": 20,
        "max_allocated_storage": 100,
        "storage_encrypted": True,
    }
    assert {name: database[name] for name in expected} == expected
    assert plan.arguments("aws_db_instance.database")["lifecycle"]["prevent_destroy"] is True


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-22")
def test_p03_cache_of_two_nodes_in_two_zones(plan: Plan):
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    expected = {
        "node_type": "cache.r6g.large",
        "num_cache_clusters": 2,
        "multi_az_enabled": True,
        "automatic_failover_enabled": True,
        "transit_encryption_enabled": True,
        "at_rest_encryption_enabled": "true",
    }
    assert {name: cache[name] for name in expected} == expected


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-19")
def test_p03_three_tasks_that_scale_from_2_to_10_at_70_percent(plan: Plan):
    assert plan.resources[API]["desired_count"] == 3
    assert task_size(plan) == ("1024", "2048")
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert (target["min_capacity"], target["max_capacity"]) == (2, 10)
    cpu = plan.resources["aws_appautoscaling_policy.api_autoscaling_cpu"]
    assert cpu["target_tracking_scaling_policy_configuration"][0]["target_value"] == 70


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-14")
def test_p03_logs_are_kept_180_days(plan: Plan):
    assert retention_days(plan) == {180}


@on(ENTERPRISE)
@pytest.mark.requirement("P-03", "C-25")
def test_p03_database_and_cache_ring(plan: Plan):
    assert alarm_names(plan) >= {
        "database_connections",
        "database_cpu",
        "database_memory",
        "database_storage",
        "cache_1_cpu",
        "cache_1_memory",
        "cache_2_replication_lag",
    }


@on(*SCALES)
@pytest.mark.requirement("P-03", "C-27")
def test_p03_dashboard_of_requests_latency_errors_and_tasks(plan: Plan):
    assert plan.resources["aws_cloudwatch_dashboard.dashboard"]["dashboard_name"] == plan.deployment.name
    body = plan.document("aws_cloudwatch_dashboard.dashboard", "dashboard_body")
    titles = {widget["properties"].get("title") for widget in body["widgets"]}
    assert {"Alarms", "Requests", "Latency", "Errors", "CPU and memory, percent of what tasks reserve"} <= titles


@on(*SCALES)
@pytest.mark.requirement("P-05", "C-23")
def test_p05_amplify_serves_macro_ai_com_over_tls_with_its_own_certificate(plan: Plan):
    domain = plan.resources["aws_amplify_domain_association.frontend_macro_ai_com"]
    assert domain["domain_name"] == "macro-ai.com"
    assert [settings["type"] for settings in domain["certificate_settings"]] == ["AMPLIFY_MANAGED"]
    assert {part["prefix"]: part["branch_name"] for part in domain["sub_domain"]} == {"": "main", "next": "candidate"}
    assert "strict-transport-security" in plan.resources["aws_amplify_app.frontend"]["custom_headers"]


@on(*SCALES)
@pytest.mark.requirement("P-05")
def test_p05_the_next_release_has_a_branch_and_a_name_of_its_own(plan: Plan):
    branches = plan.of_type("aws_amplify_branch")
    assert {branch["branch_name"]: branch["stage"] for branch in branches.values()} == {
        "main": "PRODUCTION",
        "candidate": "BETA",
    }
    assert not any(branch["enable_auto_build"] for branch in branches.values())


@on(*SCALES)
@pytest.mark.requirement("P-05", "C-23")
def test_p05_browsers_call_the_api_at_its_own_name(plan: Plan):
    app = plan.resources["aws_amplify_app.frontend"]
    assert "connect-src 'self' https://api.macro-ai.com" in app["custom_headers"]
    assert [rule["target"] for rule in app["custom_rule"]] == ["/index.html"]
    assert plan.resources["aws_acm_certificate.certificate"]["domain_name"] == "api.macro-ai.com"
    alias = plan.resources["aws_route53_record.dns_api_macro_ai_com"]
    assert (alias["name"], alias["type"], alias["zone_id"]) == ("api.macro-ai.com", "A", "Z08217491MACROAICOM0")


@pytest.mark.requirement("C-20")
@on(*SCALES)
def test_c20_a_tenth_of_the_requests_goes_to_a_new_version_first(plan: Plan):
    assert plan.resources[API]["deployment_controller"] == [{"type": "CODE_DEPLOY"}]
    [config] = plan.of_type("aws_codedeploy_deployment_config").values()
    [routing] = config["traffic_routing_config"]
    assert routing["time_based_canary"] == [{"interval": 5, "percentage": 10}]
    [rollback] = plan.resources["aws_codedeploy_deployment_group.api_codedeploy"]["auto_rollback_configuration"]
    assert "DEPLOYMENT_STOP_ON_ALARM" in rollback["events"]
    assert plan.resources["aws_lb_listener.load_balancer_test"]["port"] == 8443


@on(*SCALES)
@pytest.mark.requirement("P-06", "C-18")
def test_p06_parameters_have_values_of_the_scale_under_the_deployments_path(plan: Plan):
    values = {HOBBY: "gpt-4o-mini", ENHANCED_HOBBY: "gpt-4o-mini", ENTERPRISE: "gpt-4o"}
    parameter = plan.resources["aws_ssm_parameter.parameters_OPENAI_MODEL"]
    assert (
        parameter["name"] == f"{plan.deployment.parameter_path}OPENAI_MODEL" == "/macro-ai-production/live/OPENAI_MODEL"
    )
    assert parameter["insecure_value"] == values[plan.target.id]


@on(*SCALES)
@pytest.mark.requirement("P-06", "C-24")
def test_p06_firewall_before_the_load_balancer(plan: Plan):
    acl = plan.resources["aws_wafv2_web_acl.web_acl"]
    assert acl["scope"] == "REGIONAL"
    assert firewall.rules(plan).keys() == firewall.RULES
    association = "aws_wafv2_web_acl_association.web_acl_load_balancer"
    assert "aws_lb.load_balancer" in plan.references(association, "resource_arn")
    assert "aws_wafv2_web_acl_logging_configuration.web_acl" in plan.resources


@on(*SCALES)
@pytest.mark.requirement("P-06", "C-07")
def test_p06_isolated_subnets_have_no_way_out(plan: Plan):
    zones = "abc" if plan.target.id == ENTERPRISE else "ab"
    for zone in zones:
        table = plan.references(f"aws_route_table_association.network_isolated_{zone}", "route_table_id")
        assert "aws_route_table.network_isolated" in table
    routed = {name for route in plan.of_type("aws_route") for name in plan.references(route, "route_table_id")}
    assert "aws_route_table.network_isolated" not in routed


@on(*SCALES)
@pytest.mark.requirement("P-06", "C-09")
def test_p06_vpc_endpoints(plan: Plan):
    found = {
        endpoint["service_name"].removeprefix("com.amazonaws.us-east-1."): endpoint["vpc_endpoint_type"]
        for endpoint in plan.of_type("aws_vpc_endpoint").values()
    }
    interfaces = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm") if plan.target.id == ENTERPRISE else ()
    assert found == {"s3": "Gateway", **dict.fromkeys(interfaces, "Interface")}


@on(ENTERPRISE)
@pytest.mark.requirement("C-31")
def test_c31_backups_every_day_with_a_copy_in_the_recovery_region(plan: Plan):
    [rule] = plan.resources["aws_backup_plan.backup"]["rule"]
    assert (rule["schedule"], rule["lifecycle"][0]["delete_after"]) == ("cron(0 6 * * ? *)", 35)
    assert rule["copy_action"][0]["lifecycle"][0]["delete_after"] == 35
    assert plan.configuration["aws_backup_vault.backup_recovery"]["provider_config_key"] == "aws.recovery"
    regions = {provider.get("alias"): provider["region"] for provider in plan.root["provider"]["aws"]}
    assert regions["recovery"] == "us-west-2"
    assert "aws_db_instance.database" in plan.references("aws_backup_selection.backup", "resources")


@on(*SCALES)
@pytest.mark.requirement("C-30")
def test_c30_budget_of_a_month(plan: Plan):
    amounts = {HOBBY: "80", ENHANCED_HOBBY: "180", ENTERPRISE: "1200"}
    [budget] = plan.of_type("aws_budgets_budget").values()
    assert (budget["limit_amount"], budget["limit_unit"]) == (amounts[plan.target.id], "USD")
    told = {(part["notification_type"], part["threshold"]) for part in budget["notification"]}
    assert told == {("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)}
