"""Section A of the requirements, and what Automatrix asks of section C."""

from typing import Any

import pytest

from tests.plans import firewall, on
from tests.plans.containers import container, secrets, variables
from tests.plans.plan import Plan

DEV, STAGING, PROD = "automatrix/dev", "automatrix/staging", "automatrix/prod"
EVERYWHERE = on(DEV, STAGING, PROD)
DISTRIBUTION = "aws_cloudfront_distribution.frontend"
METRIC = "aws_cloudwatch_metric_alarm.log_metrics"


def behaviour(plan: Plan) -> dict[str, Any]:
    [behaviour] = plan.resources[DISTRIBUTION]["ordered_cache_behavior"]
    return behaviour


@EVERYWHERE
@pytest.mark.requirement("C-23", "A-02")
def test_a02_the_react_build_lies_in_a_bucket_that_only_the_distribution_reads(plan: Plan):
    origins = {origin["origin_id"]: origin for origin in plan.arguments(DISTRIBUTION)["origin"]}
    assert origins["site"]["origin_access_control_id"] == "${aws_cloudfront_origin_access_control.frontend.id}"
    assert plan.resources["aws_cloudfront_origin_access_control.frontend"]["signing_behavior"] == "always"
    statements = plan.document("aws_s3_bucket_policy.frontend_bucket", "policy")["Statement"]
    [serve] = [statement for statement in statements if statement["Sid"] == "Serve"]
    assert serve["Action"] == "s3:GetObject"
    assert serve["Condition"] == {"StringEquals": {"AWS:SourceArn": f"${{{DISTRIBUTION}.arn}}"}}


@EVERYWHERE
@pytest.mark.requirement("C-23", "A-02")
def test_a02_the_api_is_reached_through_the_distribution_only(plan: Plan):
    assert (behaviour(plan)["path_pattern"], behaviour(plan)["target_origin_id"]) == ("/api/*", "api")
    assert behaviour(plan)["viewer_protocol_policy"] == "https-only"
    assert plan.resources["aws_lb.load_balancer"]["internal"] is True
    subnets = plan.references("aws_lb.load_balancer", "subnets")
    assert {"aws_subnet.network_private_a", "aws_subnet.network_private_b"} <= subnets
    origin = "aws_cloudfront_vpc_origin.frontend_api"
    assert "aws_lb.load_balancer" in plan.references(origin, "vpc_origin_endpoint_config")


@pytest.mark.parametrize(
    ("plan", "name"),
    [(DEV, "dev.automatrix.com"), (STAGING, "staging.automatrix.com"), (PROD, "app.automatrix.com")],
    indirect=["plan"],
)
@pytest.mark.requirement("C-23", "A-02")
def test_a02_certificate_and_names_of_the_distribution(plan: Plan, name: str):
    assert plan.resources["aws_acm_certificate.certificate"]["domain_name"] == name
    assert plan.resources[DISTRIBUTION]["aliases"] == [name]
    [certificate] = plan.resources[DISTRIBUTION]["viewer_certificate"]
    assert certificate["minimum_protocol_version"] == "TLSv1.2_2021"
    records = [values for values in plan.of_type("aws_route53_record").values() if values.get("alias")]
    assert sorted((record["name"], record["type"]) for record in records) == [(name, "A"), (name, "AAAA")]


@EVERYWHERE
@pytest.mark.requirement("C-24", "A-02")
def test_a02_firewall_before_the_distribution(plan: Plan):
    web_acl = plan.resources["aws_wafv2_web_acl.web_acl"]
    assert web_acl["scope"] == "CLOUDFRONT"
    assert firewall.rules(plan).keys() == firewall.RULES
    assert "aws_wafv2_web_acl.web_acl" in plan.references(DISTRIBUTION, "web_acl_id")


@pytest.mark.parametrize(
    ("plan", "cpu_units", "memory_mib", "count"),
    [(DEV, "256", "512", 1), (STAGING, "512", "1024", 1), (PROD, "1024", "2048", 3)],
    indirect=["plan"],
)
@pytest.mark.requirement("C-14", "A-02")
def test_a02_the_api_on_fargate(plan: Plan, cpu_units: str, memory_mib: str, count: int):
    task = plan.resources["aws_ecs_task_definition.api_task"]
    assert (task["cpu"], task["memory"], task["requires_compatibilities"]) == (cpu_units, memory_mib, ["FARGATE"])
    assert plan.resources["aws_ecs_service.api"]["desired_count"] == count
    assert plan.resources["aws_lb_target_group.api"]["health_check"][0]["path"] == "/api/health"


@pytest.mark.parametrize(
    ("plan", "instance_class", "multi_az", "backup_days"),
    [(DEV, "db.t4g.micro", False, 1), (STAGING, "db.t4g.small", False, 7), (PROD, "db.r6g.large", True, 35)],
    indirect=["plan"],
)
@pytest.mark.requirement("C-21", "A-02")
def test_a02_database(plan: Plan, instance_class: str, multi_az: bool, backup_days: int):
    database = plan.resources["aws_db_instance.database"]
    expected = {
        "engine": "postgres",
        "instance_class": instance_class,
        "multi_az": multi_az,
        "backup_retention_period": backup_days,
        "publicly_accessible": False,
    }
    assert {name: database[name] for name in expected} == expected


@EVERYWHERE
@pytest.mark.requirement("C-17", "A-02")
def test_a02_secrets_reach_the_api_by_reference(plan: Plan):
    for name in ("AI_PROVIDER_API_KEY", "DATABASE_PASSWORD", "JWT_SECRET", "REDIS_AUTH_TOKEN"):
        assert "secret" in secrets(plan)[name]  # a secret of ours, or the one that RDS made
        assert name not in variables(plan)
    assert plan.of_type("aws_secretsmanager_secret_version") == {}


@on(STAGING, PROD)
@pytest.mark.requirement("C-21", "A-03")
def test_a03_workflows_share_connections(plan: Plan):
    assert variables(plan)["DATABASE_HOST"] == "${aws_db_proxy.database_proxy.endpoint}"
    assert plan.resources["aws_db_proxy.database_proxy"]["require_tls"] is True
    [pool] = plan.resources["aws_db_proxy_default_target_group.database_proxy"]["connection_pool_config"]
    assert pool["max_connections_percent"] == 90


@on(PROD)
@pytest.mark.requirement("C-21", "A-03")
def test_a03_a_read_replica_for_reporting(plan: Plan):
    replica = plan.resources["aws_db_instance.database_reporting"]
    assert replica["instance_class"] == "db.r6g.large"
    assert "aws_db_instance.database" in plan.references("aws_db_instance.database_reporting", "replicate_source_db")
    assert variables(plan)["DATABASE_REPORTING_HOST"] == "${aws_db_instance.database_reporting.address}"


@on(PROD)
@pytest.mark.requirement("C-21", "A-03")
def test_a03_insights_and_windows_while_dealerships_are_closed(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    assert (database["performance_insights_enabled"], database["performance_insights_retention_period"]) == (True, 7)
    assert (database["backup_window"], database["maintenance_window"]) == ("08:00-09:00", "sun:09:30-sun:10:30")


@on(PROD)
@pytest.mark.requirement("C-19", "A-04")
def test_a04_room_for_120_workflows_at_ten_a_task(plan: Plan):
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert (target["min_capacity"], target["max_capacity"]) == (3, 12)
    policies = plan.of_type("aws_appautoscaling_policy").values()
    targets = {
        policy["name"]: policy["target_tracking_scaling_policy_configuration"][0]["target_value"] for policy in policies
    }
    assert targets == {"automatrix-prod-api-cpu": 70, "automatrix-prod-api-memory": 80}


@on(PROD)
@pytest.mark.requirement("C-19", "A-04")
def test_a04_more_tasks_in_the_last_three_days_of_each_month(plan: Plan):
    actions = {
        values["schedule"]: (
            values["scalable_target_action"][0]["min_capacity"],
            values["scalable_target_action"][0]["max_capacity"],
        )
        for values in plan.of_type("aws_appautoscaling_scheduled_action").values()
    }
    assert actions == {
        "cron(0 0 29 1,3,5,7,8,10,12 ? *)": ("10", "20"),
        "cron(0 0 28 4,6,9,11 ? *)": ("10", "20"),
        "cron(0 0 26 2 ? *)": ("10", "20"),
        "cron(0 0 1 * ? *)": ("3", "12"),
    }
    zones = {values["timezone"] for values in plan.of_type("aws_appautoscaling_scheduled_action").values()}
    assert zones == {"America/New_York"}


@on(PROD)
@pytest.mark.requirement("A-04")
def test_a04_a_deployment_during_the_peak_leaves_its_tasks(plan: Plan):
    [target] = plan.arguments_of_type("aws_appautoscaling_target").values()
    assert target["lifecycle"]["ignore_changes"] == ["min_capacity", "max_capacity"]


@on(PROD)
@pytest.mark.requirement("C-08", "A-05")
def test_a05_no_part_lies_in_one_zone_only(plan: Plan):
    assert len(plan.of_type("aws_nat_gateway")) == 3
    private = {f"aws_subnet.network_private_{zone}" for zone in "abc"}
    assert private <= plan.references("aws_ecs_service.api", "network_configuration")
    assert private <= plan.references("aws_lb.load_balancer", "subnets")
    assert plan.resources["aws_db_instance.database"]["multi_az"] is True
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    assert (cache["num_cache_clusters"], cache["multi_az_enabled"], cache["automatic_failover_enabled"]) == (
        2,
        True,
        True,
    )


@on(PROD)
@pytest.mark.requirement("C-26", "A-05")
def test_a05_site_down_and_error_budget_ring_p1(plan: Plan):
    down = plan.resources["aws_cloudwatch_composite_alarm.alarms_site_down"]
    assert down["alarm_rule"] == (
        'ALARM("automatrix-prod-api-no-healthy-targets") OR ALARM("automatrix-prod-site-failed-requests")'
    )
    budget = plan.resources["aws_cloudwatch_metric_alarm.alarms_site_error_budget"]
    # 14.4 times the 0.1 % of 99.9 % availability: an hour of it uses 2 % of what may fail in 30 days.
    assert (budget["threshold"], budget["comparison_operator"]) == (1.44, "GreaterThanThreshold")
    [hour] = {query["metric"][0]["period"] for query in budget["metric_query"] if query["metric"]}
    assert hour == 3600
    for alarm in ("aws_cloudwatch_composite_alarm.alarms_site_down",
                  "aws_cloudwatch_metric_alarm.alarms_site_error_budget"):  # fmt: skip
        assert "aws_sns_topic.topics_p1" in plan.references(alarm, "alarm_actions")


@EVERYWHERE
@pytest.mark.requirement("C-17", "A-07")
def test_a07_the_ai_providers_key_is_a_secret(plan: Plan):
    secret = plan.resources["aws_secretsmanager_secret.ai_provider_API_KEY"]
    assert secret["name"] == f"{plan.deployment.name}/AI_PROVIDER_API_KEY"
    assert secrets(plan)["AI_PROVIDER_API_KEY"] == "${aws_secretsmanager_secret.ai_provider_API_KEY.arn}"


@pytest.mark.parametrize(
    ("plan", "requests", "tokens"),
    [(DEV, "60", "60000"), (STAGING, "120", "120000"), (PROD, "600", "600000")],
    indirect=["plan"],
)
@pytest.mark.requirement("C-18", "A-07")
def test_a07_rate_limit_retries_and_response_cache_are_parameters(plan: Plan, requests: str, tokens: str):
    prefix = f"/automatrix/{plan.target.environment}/AI_PROVIDER_"
    found = {
        values["name"].removeprefix(prefix): values["insecure_value"]
        for values in plan.of_type("aws_ssm_parameter").values()
        if values["name"].startswith(prefix)
    }
    assert found == {
        "REQUESTS_PER_MINUTE": requests,
        "TOKENS_PER_MINUTE": tokens,
        "RETRY_ATTEMPTS": "5",
        "RETRY_BASE_DELAY_MS": "500",
        "RETRY_MAXIMUM_DELAY_MS": "20000",
        "TIMEOUT_MS": "60000",
        "RESPONSE_CACHE_SECONDS": "86400",
    }
    assert "REDIS_HOST" in variables(plan)
    assert secrets(plan)["AI_PROVIDER_RETRY_ATTEMPTS"].startswith("${aws_ssm_parameter.")


@pytest.mark.parametrize(("plan", "usd"), [(DEV, 5), (STAGING, 10), (PROD, 100)], indirect=["plan"])
@pytest.mark.requirement("A-07")
def test_a07_429s_and_the_days_spend_ring(plan: Plan, usd: int):
    limited = plan.resources[f"{METRIC}_ai_rate_limited"]
    assert (limited["threshold"], limited["period"], limited["evaluation_periods"]) == (20, 300, 2)
    pattern = plan.resources["aws_cloudwatch_log_metric_filter.log_metrics_ai_rate_limited"]["pattern"]
    assert pattern == '{ $.event = "ai_call" && $.status = 429 }'
    spend = plan.resources[f"{METRIC}_ai_spend_usd"]
    assert (spend["threshold"], spend["period"], spend["statistic"]) == (usd, 86400, "Sum")


@on(PROD)
@pytest.mark.requirement("C-31", "A-08")
def test_a08_backups_for_audits_are_kept_seven_years_and_locked(plan: Plan):
    rules = {rule["rule_name"]: rule for rule in plan.resources["aws_backup_plan.backup"]["rule"]}
    kept = {
        name: (rule["lifecycle"][0]["delete_after"], rule["copy_action"][0]["lifecycle"][0]["delete_after"])
        for name, rule in rules.items()
    }
    assert kept == {"daily": (35, 35), "monthly": (2557, 2557)}
    for vault in ("backup", "backup_recovery"):
        lock = plan.resources[f"aws_backup_vault_lock_configuration.{vault}"]
        assert (lock["min_retention_days"], lock["max_retention_days"]) == (35, 2557)


@on(PROD)
@pytest.mark.requirement("A-08")
def test_a08_all_data_is_encrypted(plan: Plan):
    for address, values in plan.of_type("aws_db_instance").items():
        assert values["storage_encrypted"] is True, address
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    assert (cache["at_rest_encryption_enabled"], cache["transit_encryption_enabled"]) == ("true", True)
    encrypted = {
        reference
        for address in plan.of_type("aws_s3_bucket_server_side_encryption_configuration")
        for reference in plan.references(address, "bucket")
    }
    assert plan.of_type("aws_s3_bucket").keys() <= encrypted
    parameters = plan.resources["aws_db_parameter_group.database"]["parameter"]
    assert {parameter["name"]: parameter["value"] for parameter in parameters}["rds.force_ssl"] == "1"


@EVERYWHERE
@pytest.mark.requirement("A-09")
def test_a09_the_migration_runs_before_a_deployment(plan: Plan):
    assert container(plan, "migrate")["command"] == ["alembic", "upgrade", "head"]
    assert container(plan, "migrate")["image"] == container(plan)["image"] == "${var.api_image}"
    request = plan.resources["aws_ssm_parameter.migrate"]
    assert request["name"] == f"/automatrix/{plan.target.environment}/tasks/migrate"
    assert request["tags"]["runs"] == "before_deployment"


@on(STAGING, PROD)
@pytest.mark.requirement("C-20", "A-09")
def test_a09_blue_green_with_rollback_by_alarms(plan: Plan):
    assert plan.resources["aws_ecs_service.api"]["deployment_controller"] == [{"type": "CODE_DEPLOY"}]
    group = plan.arguments("aws_codedeploy_deployment_group.api_codedeploy")
    assert group["deployment_config_name"] == "CodeDeployDefault.ECSAllAtOnce"
    assert group["auto_rollback_configuration"]["enabled"] is True
    assert group["alarm_configuration"] == {
        "alarms": [
            "${aws_cloudwatch_metric_alarm.alarms_load_balancer_5xx.alarm_name}",
            "${aws_cloudwatch_metric_alarm.alarms_api_target_5xx.alarm_name}",
        ],
        "enabled": True,
    }


@on(STAGING, PROD)
@pytest.mark.requirement("A-09")
def test_a09_a_next_release_of_the_pages_can_be_shown_to_a_part_of_the_visitors(plan: Plan):
    code = plan.resources["aws_cloudfront_function.frontend_router"]["code"]
    assert "const CANDIDATE_DOCUMENT = 'candidate.html';" in code
    assert "const CANDIDATE_PERCENT = 0;" in code


@pytest.mark.parametrize(("plan", "usd"), [(DEV, "110"), (STAGING, "250"), (PROD, "1400")], indirect=["plan"])
@pytest.mark.requirement("C-30", "A-10")
def test_a10_budget_of_each_environment_by_its_tags(plan: Plan, usd: str):
    budget = plan.resources["aws_budgets_budget.budget"]
    assert (budget["limit_amount"], budget["limit_unit"], budget["time_unit"]) == (usd, "USD", "MONTHLY")
    told = {(notice["notification_type"], notice["threshold"]) for notice in budget["notification"]}
    assert told == {("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)}
    assert budget["cost_filter"][0]["values"] == [
        "user:system$automatrix",
        f"user:environment${plan.target.environment}",
    ]


@EVERYWHERE
@pytest.mark.requirement("A-11")
def test_a11_workflows_are_counted_and_timed_from_the_apis_log(plan: Plan):
    found = {}
    for address, values in plan.of_type("aws_cloudwatch_log_metric_filter").items():
        [metric] = values["metric_transformation"]
        found[metric["name"]] = (values["pattern"], metric["value"], metric["namespace"])
        assert "aws_cloudwatch_log_group.api_task" in plan.references(address, "log_group_name")
    namespace = plan.deployment.name
    assert (
        found.items()
        >= {
            "workflow_started": ('{ $.event = "workflow_started" }', "1", namespace),
            "workflow_failed": ('{ $.event = "workflow_failed" }', "1", namespace),
            "workflow_duration": ('{ $.event = "workflow_finished" }', "$.duration_ms", namespace),
        }.items()
    )


@EVERYWHERE
@pytest.mark.requirement("C-27", "A-11")
def test_a11_the_dashboard_shows_them(plan: Plan):
    widgets = plan.document("aws_cloudwatch_dashboard.dashboard", "dashboard_body")["widgets"]
    lines = [line for widget in widgets for line in widget["properties"].get("metrics", ())]
    shown = {(line[0], line[1]) for line in lines if isinstance(line[0], str)}
    names = ("workflow_started", "workflow_failed", "workflow_duration", "ai_rate_limited", "ai_spend_usd")
    assert {(plan.deployment.name, name) for name in names} <= shown
