"""Section M of the requirements, as far as section C does not prove it by the way."""

from typing import Any

import pytest

from tests.plans import firewall, on
from tests.plans.containers import secrets, task_subnets, variables
from tests.plans.plan import Plan

DEV, STAGING, PROD = "macro-ai/dev", "macro-ai/staging", "macro-ai/prod"
EVERYWHERE = on(DEV, STAGING, PROD)


@on("macro-ai/dev")
@pytest.mark.requirement("M-01")
def test_m01_one_zone_for_tasks_and_database(plan: Plan):
    for service in plan.of_type("aws_ecs_service"):
        subnets = {name for name in plan.references(service, "network_configuration") if name.endswith(".id")}
        assert {name for name in subnets if name.startswith("aws_subnet")} == {"aws_subnet.network_public_a.id"}
    assert plan.resources["aws_db_instance.database"]["availability_zone"] == "us-east-1a"


@on("macro-ai/dev")
@pytest.mark.requirement("M-01")
@pytest.mark.parametrize("service", ["api", "ui"])
def test_m01_one_task(plan: Plan, service: str):
    assert plan.resources[f"aws_ecs_service.{service}"]["desired_count"] == 1


@on("macro-ai/dev")
@pytest.mark.requirement("M-01")
def test_m01_nothing_is_protected_from_deletion(plan: Plan):
    assert plan.arguments("aws_lb.load_balancer")["enable_deletion_protection"] is False
    assert plan.resources["aws_db_instance.database"]["deletion_protection"] is False
    assert plan.resources["aws_cognito_user_pool.user_pool"]["deletion_protection"] == "INACTIVE"
    for address in plan.resources:
        lifecycle = plan.arguments(address).get("lifecycle", {})
        assert not lifecycle.get("prevent_destroy"), address


@on("macro-ai/dev")
@pytest.mark.requirement("M-01")
def test_m01_no_detailed_monitoring(plan: Plan):
    assert plan.resources["aws_db_instance.database"]["monitoring_interval"] == 0
    assert plan.resources["aws_db_instance.database"]["database_insights_mode"] == "standard"
    assert plan.resources["aws_ecs_cluster.cluster"]["setting"][0]["value"] != "enhanced"


@EVERYWHERE
@pytest.mark.requirement("M-04")
def test_m04_postgresql_with_pgvector_and_a_generated_password_of_postgres(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    assert int(database["engine_version"].split(".")[0]) >= 15
    assert database["username"] == "postgres"
    parameters = plan.resources["aws_db_parameter_group.database"]["parameter"]
    assert {parameter["name"]: parameter["value"] for parameter in parameters}["rds.allowed_extensions"] == "vector"
    # What `stackwright secrets` reads: it generates letters and digits, none of "@/\\.
    tags = plan.resources["aws_secretsmanager_secret.database_password"]["tags"]
    arn = f"arn:aws:rds:us-east-1:123456789012:db:{plan.deployment.name}-database"
    assert (tags["value"], tags["length"], tags["applies-to"]) == ("generated", "32", arn)


@EVERYWHERE
@pytest.mark.requirement("M-05")
def test_m05_api_paths_go_to_the_api_and_the_rest_to_the_ui(plan: Plan):
    rules = {}
    for address, values in plan.of_type("aws_lb_listener_rule").items():
        [condition] = values["condition"]
        [service] = [
            name.removeprefix("aws_lb_target_group.")
            for name in plan.references(address, "action")
            if name.startswith("aws_lb_target_group.") and name.count(".") == 1
        ]
        if "aws_lb_listener.load_balancer_https" in plan.references(address, "listener_arn"):
            rules[service] = (values["priority"], condition["path_pattern"][0]["values"])
    assert rules == {"api": (10, ["/api/*"]), "ui": (1000, ["/*"])}
    assert plan.resources["aws_lb_target_group.api"]["port"] == 3040
    assert plan.resources["aws_lb_target_group.ui"]["port"] == 3000


@EVERYWHERE
@pytest.mark.requirement("M-07")
def test_m07_the_api_may_make_and_find_users_of_this_pool_only(plan: Plan):
    assert [len(plan.of_type(f"aws_cognito_user_pool{part}")) for part in ("", "_client", "_domain")] == [1, 1, 1]
    statements = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    [cognito] = [statement for statement in statements if any("cognito" in action for action in statement["Action"])]
    assert cognito["Action"] == ["cognito-idp:AdminCreateUser", "cognito-idp:AdminGetUser", "cognito-idp:ListUsers"]
    assert cognito["Resource"] == ["${aws_cognito_user_pool.user_pool.arn}"]


@EVERYWHERE
@pytest.mark.requirement("M-07")
def test_m07_services_know_the_pool(plan: Plan):
    assert plan.resources["aws_cognito_user_pool_domain.user_pool"]["domain"] == plan.deployment.name
    environment = variables(plan)
    assert environment["COGNITO_USER_POOL_ID"] == "${aws_cognito_user_pool.user_pool.id}"
    assert environment["COGNITO_CLIENT_ID"] == "${aws_cognito_user_pool_client.user_pool.id}"


@EVERYWHERE
@pytest.mark.requirement("M-08")
def test_m08_three_secrets_reach_the_api_by_reference(plan: Plan):
    given = secrets(plan)
    for name in ("API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"):
        assert plan.resources[f"aws_secretsmanager_secret.secrets_{name}"]["name"] == f"{plan.deployment.name}/{name}"
        assert given[name] == f"${{aws_secretsmanager_secret.secrets_{name}.arn}}"
        assert name not in variables(plan)


@on(DEV, STAGING)
@pytest.mark.requirement("C-19", "M-09")
def test_m09_the_api_scales_between_1_and_10_tasks(plan: Plan):
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert target["resource_id"].startswith(f"service/{plan.deployment.name}/")
    assert (target["min_capacity"], target["max_capacity"]) == (1, 10)


@EVERYWHERE
@pytest.mark.requirement("C-19", "M-09")
@pytest.mark.parametrize(
    ("policy", "metric", "percent"),
    [("cpu", "ECSServiceAverageCPUUtilization", 70), ("memory", "ECSServiceAverageMemoryUtilization", 80)],
)
def test_m09_scaling_on_cpu_and_memory_with_cooldowns(plan: Plan, policy: str, metric: str, percent: int):
    values = plan.resources[f"aws_appautoscaling_policy.api_autoscaling_{policy}"]
    [tracking] = values["target_tracking_scaling_policy_configuration"]
    assert tracking["predefined_metric_specification"][0]["predefined_metric_type"] == metric
    assert tracking["target_value"] == percent
    assert (tracking["scale_in_cooldown"], tracking["scale_out_cooldown"]) == (300, 120)


@EVERYWHERE
@pytest.mark.requirement("M-09")
def test_m09_terraform_leaves_the_number_of_tasks_to_autoscaling(plan: Plan):
    assert "desired_count" in plan.arguments("aws_ecs_service.api")["lifecycle"]["ignore_changes"]


@on(DEV, STAGING)
@pytest.mark.requirement("M-10")
def test_m10_the_api_can_be_entered_outside_production(plan: Plan):
    assert plan.resources["aws_ecs_service.api"]["enable_execute_command"] is True


@on("macro-ai/dev")
@pytest.mark.requirement("M-14")
def test_m14_spot_and_arm_where_nothing_is_lost(plan: Plan):
    for service in ("api", "ui"):
        [platform] = plan.resources[f"aws_ecs_task_definition.{service}_task"]["runtime_platform"]
        assert platform["cpu_architecture"] == "ARM64"
    [strategy] = plan.resources["aws_ecs_service.ui"]["capacity_provider_strategy"]
    assert strategy["capacity_provider"] == "FARGATE_SPOT"
    assert plan.resources["aws_elasticache_replication_group.cache"]["node_type"] == "cache.t4g.micro"


@on(STAGING)
@pytest.mark.requirement("C-07", "C-08", "M-02")
def test_m02_two_zones_behind_one_nat_gateway(plan: Plan):
    assert len(plan.of_type("aws_nat_gateway")) == 1
    for service in ("api", "ui"):
        assert task_subnets(plan, service) == ["private_a", "private_b"]
        [network] = plan.resources[f"aws_ecs_service.{service}"]["network_configuration"]
        assert network["assign_public_ip"] is False


@on(PROD)
@pytest.mark.requirement("C-07", "C-08", "M-03")
def test_m03_three_zones_each_with_a_nat_gateway(plan: Plan):
    assert len(plan.of_type("aws_nat_gateway")) == 3
    for service in ("api", "ui"):
        assert task_subnets(plan, service) == ["private_a", "private_b", "private_c"]
    for zone in "abc":
        gateway = plan.references(f"aws_route.network_private_{zone}_internet", "nat_gateway_id")
        assert f"aws_nat_gateway.network_{zone}" in gateway
    assert {"aws_subnet.network_public_a", "aws_subnet.network_public_b", "aws_subnet.network_public_c"} <= (
        plan.references("aws_lb.load_balancer", "subnets")
    )


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            STAGING,
            {
                "instance_class": "db.t3.small",
                "multi_az": False,
                "backup_retention_period": 7,
                "deletion_protection": True,
                "monitoring_interval": 60,
            },
            marks=pytest.mark.requirement("C-21", "M-02"),
        ),
        pytest.param(
            PROD,
            {
                "instance_class": "db.r6g.large",
                "multi_az": True,
                "backup_retention_period": 30,
                "deletion_protection": True,
                "monitoring_interval": 60,
                "performance_insights_enabled": True,
            },
            marks=pytest.mark.requirement("C-21", "M-03"),
        ),
    ],
    indirect=["plan"],
)
def test_m02_m03_database(plan: Plan, expected: dict[str, Any]):
    database = plan.resources["aws_db_instance.database"]
    assert {name: database[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("plan", "count", "cpu_units", "memory_mib"),
    [
        pytest.param(STAGING, 2, "512", "1024", marks=pytest.mark.requirement("C-14", "M-02")),
        pytest.param(PROD, 3, "1024", "2048", marks=pytest.mark.requirement("C-14", "M-03")),
    ],
    indirect=["plan"],
)
@pytest.mark.parametrize("service", ["api", "ui"])
def test_m02_m03_number_and_size_of_tasks(plan: Plan, service: str, count: int, cpu_units: str, memory_mib: str):
    assert plan.resources[f"aws_ecs_service.{service}"]["desired_count"] == count
    task = plan.resources[f"aws_ecs_task_definition.{service}_task"]
    assert (task["cpu"], task["memory"]) == (cpu_units, memory_mib)


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(STAGING, marks=pytest.mark.requirement("C-12", "M-02")),
        pytest.param(PROD, marks=pytest.mark.requirement("C-12", "M-03")),
    ],
    indirect=True,
)
def test_m02_m03_what_holds_data_or_an_address_is_protected(plan: Plan):
    assert plan.resources["aws_lb.load_balancer"]["enable_deletion_protection"] is True
    assert plan.resources["aws_cognito_user_pool.user_pool"]["deletion_protection"] == "ACTIVE"
    for address in ("aws_db_instance.database", "aws_elasticache_replication_group.cache"):
        assert plan.arguments(address)["lifecycle"]["prevent_destroy"] is True


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(STAGING, marks=pytest.mark.requirement("C-13", "M-02")),
        pytest.param(PROD, marks=pytest.mark.requirement("C-13", "M-03")),
    ],
    indirect=True,
)
def test_m02_m03_detailed_monitoring(plan: Plan):
    assert plan.resources["aws_ecs_cluster.cluster"]["setting"] == [{"name": "containerInsights", "value": "enhanced"}]


@pytest.mark.parametrize(
    ("plan", "days"),
    [
        pytest.param(STAGING, 30, marks=pytest.mark.requirement("C-14", "M-02")),
        pytest.param(PROD, 180, marks=pytest.mark.requirement("C-14", "M-03")),
    ],
    indirect=["plan"],
)
def test_m02_m03_days_that_logs_are_kept(plan: Plan, days: int):
    assert {group["retention_in_days"] for group in plan.of_type("aws_cloudwatch_log_group").values()} == {days}


@on(PROD)
@pytest.mark.requirement("C-19", "M-03")
def test_m03_the_api_scales_between_2_and_10_tasks(plan: Plan):
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert (target["min_capacity"], target["max_capacity"]) == (2, 10)


@on(STAGING, PROD)
@pytest.mark.requirement("M-06", "C-21")
def test_m06_the_api_reaches_the_database_through_the_proxy(plan: Plan):
    assert plan.resources["aws_db_proxy.database_proxy"]["require_tls"] is True
    subnets = plan.references("aws_db_proxy.database_proxy", "vpc_subnet_ids")
    assert {name for name in subnets if name.count(".") == 1} == {
        f"aws_subnet.network_private_{zone}" for zone in ("ab" if plan.target.id == STAGING else "abc")
    }
    target = plan.references("aws_db_proxy_target.database_proxy", "db_instance_identifier")
    assert "aws_db_instance.database" in target
    assert variables(plan)["DATABASE_HOST"] == "${aws_db_proxy.database_proxy.endpoint}"
    rules = plan.of_type("aws_vpc_security_group_ingress_rule")
    into_database = [
        rule for rule in rules if "aws_security_group.database" in plan.references(rule, "security_group_id")
    ]
    assert into_database == ["aws_vpc_security_group_ingress_rule.database_proxy_into_database"]


@on(PROD)
@pytest.mark.requirement("C-22", "M-06")
def test_m06_the_cache_survives_the_loss_of_a_zone(plan: Plan):
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    assert (cache["num_cache_clusters"], cache["multi_az_enabled"], cache["automatic_failover_enabled"]) == (
        2,
        True,
        True,
    )
    environment = variables(plan)
    assert environment["REDIS_HOST"] == "${aws_elasticache_replication_group.cache.primary_endpoint_address}"


@pytest.mark.parametrize(
    ("plan", "service"),
    [(STAGING, "api"), (STAGING, "ui"), (PROD, "ui")],
    indirect=["plan"],
)
@pytest.mark.requirement("C-20", "M-10")
def test_m10_rolling_with_circuit_breaker(plan: Plan, service: str):
    values = plan.resources[f"aws_ecs_service.{service}"]
    assert values["deployment_controller"] == [{"type": "ECS"}]
    assert (values["deployment_maximum_percent"], values["deployment_minimum_healthy_percent"]) == (200, 100)
    assert values["deployment_circuit_breaker"] == [{"enable": True, "rollback": True}]


@on(PROD)
@pytest.mark.requirement("C-20", "M-10")
def test_m10_blue_green_of_the_api_with_two_target_groups_and_a_test_listener(plan: Plan):
    assert plan.resources["aws_ecs_service.api"]["deployment_controller"] == [{"type": "CODE_DEPLOY"}]
    group = plan.arguments("aws_codedeploy_deployment_group.api_codedeploy")
    assert group["deployment_config_name"] == "CodeDeployDefault.ECSAllAtOnce"
    assert group["deployment_style"] == {
        "deployment_option": "WITH_TRAFFIC_CONTROL",
        "deployment_type": "BLUE_GREEN",
    }
    assert group["load_balancer_info"]["target_group_pair_info"] == {
        "prod_traffic_route": {"listener_arns": ["${aws_lb_listener.load_balancer_https.arn}"]},
        "target_group": [
            {"name": "${aws_lb_target_group.api.name}"},
            {"name": "${aws_lb_target_group.api_green.name}"},
        ],
        "test_traffic_route": {"listener_arns": ["${aws_lb_listener.load_balancer_test.arn}"]},
    }
    assert plan.resources["aws_lb_listener.load_balancer_test"]["port"] == 8443


@on(PROD)
@pytest.mark.requirement("C-20", "M-10", "M-11")
def test_m10_alarms_bring_the_old_version_back(plan: Plan):
    group = plan.arguments("aws_codedeploy_deployment_group.api_codedeploy")
    assert group["alarm_configuration"] == {
        "alarms": [
            "${aws_cloudwatch_metric_alarm.alarms_load_balancer_5xx.alarm_name}",
            "${aws_cloudwatch_metric_alarm.alarms_api_target_5xx.alarm_name}",
        ],
        "enabled": True,
    }
    rollback = group["auto_rollback_configuration"]
    assert rollback["enabled"] is True
    assert {"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"} <= set(rollback["events"])


@on(PROD)
@pytest.mark.requirement("C-20", "M-10")
def test_m10_only_the_office_sees_the_test_listener(plan: Plan):
    rules = plan.of_type("aws_vpc_security_group_ingress_rule").values()
    assert [rule["cidr_ipv4"] for rule in rules if rule["from_port"] == 8443] == ["203.0.113.0/24"]


@on(PROD)
@pytest.mark.requirement("M-12")
def test_m12_logs_of_the_services_outlive_a_destroyed_environment(plan: Plan):
    for service in ("api", "ui"):
        group = plan.resources[f"aws_cloudwatch_log_group.{service}_task"]
        assert (group["name"], group["skip_destroy"]) == (f"/ecs/macro-ai-prod-{service}", True)


@on(PROD)
@pytest.mark.requirement("M-13")
def test_m13_no_debugging_of_traces_in_production(plan: Plan):
    environment = variables(plan)
    assert environment["AWS_XRAY_TRACING_NAME"] == "macro-ai-api"
    assert "AWS_XRAY_DEBUG_MODE" not in environment
    [_, daemon] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    assert "dev" not in daemon.get("command", [])


@on(STAGING)
@pytest.mark.requirement("C-13", "M-14")
def test_m14_half_of_the_ui_is_on_spot(plan: Plan):
    strategy = plan.resources["aws_ecs_service.ui"]["capacity_provider_strategy"]
    weights = {part["capacity_provider"]: part["weight"] for part in strategy}
    assert weights == {"FARGATE": 1, "FARGATE_SPOT": 1}


@on(STAGING, PROD)
@pytest.mark.requirement("M-14")
def test_m14_storage_grows_from_20_to_100_gib_of_gp3(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    assert (database["storage_type"], database["allocated_storage"], database["max_allocated_storage"]) == (
        "gp3",
        20,
        100,
    )


@on(STAGING, PROD)
@pytest.mark.requirement("C-24")
def test_c24_firewall_before_the_load_balancer(plan: Plan):
    rules = firewall.rules(plan)
    assert rules.keys() == firewall.RULES
    [limit] = rules["rate-limit"]["statement"][0]["rate_based_statement"]
    assert (limit["aggregate_key_type"], limit["limit"], limit["evaluation_window_sec"]) == ("IP", 2000, 300)
    association = "aws_wafv2_web_acl_association.web_acl_load_balancer"
    assert "aws_lb.load_balancer" in plan.references(association, "resource_arn")
    log = plan.references("aws_wafv2_web_acl_logging_configuration.web_acl", "log_destination_configs")
    assert "aws_cloudwatch_log_group.web_acl" in log


@on(STAGING, PROD)
@pytest.mark.requirement("C-24")
def test_c24_long_chat_messages_are_counted_and_not_refused(plan: Plan):
    rules = {rule["name"]: rule for rule in plan.resources["aws_wafv2_web_acl.web_acl"]["rule"]}
    [common] = rules["AWSManagedRulesCommonRuleSet"]["statement"][0]["managed_rule_group_statement"]
    [override] = common["rule_action_override"]
    assert override["name"] == "SizeRestrictions_BODY"
    assert [name for name, action in override["action_to_use"][0].items() if action] == ["count"]


@pytest.mark.parametrize(("plan", "usd"), [(DEV, "100"), (STAGING, "300"), (PROD, "1200")], indirect=["plan"])
@pytest.mark.requirement("C-30")
def test_c30_budget_of_the_environment(plan: Plan, usd: str):
    budget = plan.resources["aws_budgets_budget.budget"]
    assert (budget["limit_amount"], budget["limit_unit"], budget["time_unit"]) == (usd, "USD", "MONTHLY")
    told = {(notice["notification_type"], notice["threshold"]) for notice in budget["notification"]}
    assert told == {("ACTUAL", 50), ("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100)}
    [costs] = budget["cost_filter"]
    assert costs["name"] == "TagKeyValue"
    assert costs["values"] == ["user:system$macro-ai", f"user:environment${plan.target.environment}"]


@on(PROD)
@pytest.mark.requirement("C-31", "M-15")
def test_c31_backups_of_the_database_are_copied_to_the_recovery_region(plan: Plan):
    assert [(provider.get("alias"), provider["region"]) for provider in plan.root["provider"]["aws"]] == [
        (None, "us-east-1"),
        ("recovery", "us-west-2"),
    ]
    [rule] = plan.resources["aws_backup_plan.backup"]["rule"]
    assert (rule["schedule"], rule["lifecycle"][0]["delete_after"]) == ("cron(0 6 * * ? *)", 35)
    [copy] = rule["copy_action"]
    assert copy["lifecycle"][0]["delete_after"] == 35
    copies = plan.arguments("aws_backup_plan.backup")["rule"]
    assert "${aws_backup_vault.backup_recovery.arn}" in str(copies)
    assert plan.arguments("aws_backup_vault.backup_recovery")["provider"] == "aws.recovery"
    assert "aws_db_instance.database" in plan.references("aws_backup_selection.backup", "resources")


@on(STAGING, PROD)
@pytest.mark.requirement("C-27")
def test_c27_dashboard_of_requests_latency_services_database_and_cache(plan: Plan):
    widgets = plan.document("aws_cloudwatch_dashboard.dashboard", "dashboard_body")["widgets"]
    shown = {
        (line[0], line[1]) for widget in widgets for line in widget["properties"].get("metrics", ()) if len(line) > 2
    }
    assert shown >= {
        ("AWS/ApplicationELB", "RequestCount"),
        ("AWS/ApplicationELB", "TargetResponseTime"),
        ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"),
        ("AWS/ECS", "CPUUtilization"),
        ("AWS/ECS", "MemoryUtilization"),
        ("AWS/RDS", "DatabaseConnections"),
        ("AWS/ElastiCache", "EngineCPUUtilization"),
    }
    [latency] = [widget for widget in widgets if widget["properties"].get("title") == "Latency"][:1]
    assert [line[-1]["stat"] for line in latency["properties"]["metrics"]] == ["p50", "p95", "p99"]


@EVERYWHERE
@pytest.mark.requirement("M-15", "C-16")
def test_m15_a_private_bucket_for_assets_that_the_api_alone_reads_and_writes(plan: Plan):
    bucket = plan.resources["aws_s3_bucket.assets_bucket"]
    assert bucket["bucket"] == f"{plan.deployment.name}-assets-123456789012"
    assert plan.resources["aws_s3_bucket_public_access_block.assets_bucket"]["block_public_policy"] is True
    assert "aws_kms_key.encryption_key" in plan.references(
        "aws_s3_bucket_server_side_encryption_configuration.assets_bucket", "rule"
    )
    assert variables(plan)["ASSETS_BUCKET"] == "${aws_s3_bucket.assets_bucket.id}"
    statements = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    allowed = {statement["Sid"]: statement for statement in statements}
    assert allowed["UseAssets"]["Resource"] == ["${aws_s3_bucket.assets_bucket.arn}/*"]
    assert allowed["UseAssets"]["Action"] == [
        "s3:GetObject",
        "s3:AbortMultipartUpload",
        "s3:PutObject",
        "s3:DeleteObject",
    ]
    assert "aws_iam_role_policy.ui_task_task" not in plan.resources


@on(PROD)
@pytest.mark.requirement("M-15", "C-16")
def test_m15_a_bucket_for_backups_that_the_api_only_writes_to(plan: Plan):
    statements = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    about_it = [statement for statement in statements if "backups" in str(statement["Resource"])]
    assert [statement["Action"] for statement in about_it] == [["s3:AbortMultipartUpload", "s3:PutObject"]]
    [rule] = plan.resources["aws_s3_bucket_lifecycle_configuration.backups_bucket"]["rule"]
    steps = [(step["days"], step["storage_class"]) for step in rule["transition"]]
    assert (sorted(steps), rule["expiration"][0]["days"]) == ([(30, "STANDARD_IA"), (90, "GLACIER")], 365)
    assert plan.arguments("aws_s3_bucket.backups_bucket")["lifecycle"] == {"prevent_destroy": True}


@on(STAGING, PROD)
@pytest.mark.requirement("M-15")
def test_m15_requests_to_the_buckets_are_logged(plan: Plan):
    logged = {
        address.removeprefix("aws_s3_bucket_logging."): values["target_prefix"]
        for address, values in plan.of_type("aws_s3_bucket_logging").items()
    }
    expected = {"assets_bucket": "assets/"}
    assert logged == (expected if plan.target.id == STAGING else {**expected, "backups_bucket": "backups/"})


@on(PROD)
@pytest.mark.requirement("M-15")
def test_m15_what_lies_in_the_buckets_is_copied_to_the_recovery_region(plan: Plan):
    for name in ("assets", "backups"):
        address = f"aws_s3_bucket_replication_configuration.{name}_replication"
        assert f"aws_s3_bucket.{name}_bucket" in plan.references(address, "bucket")
        [rule] = plan.arguments(address)["rule"]
        assert rule["destination"]["encryption_configuration"] == {
            "replica_kms_key_id": "${aws_kms_key.recovery_region.arn}"
        }
        assert plan.arguments(f"aws_s3_bucket.{name}_replication_replica")["provider"] == "aws.recovery"


@on(STAGING, PROD)
@pytest.mark.requirement("M-15", "C-23")
def test_m15_certificate_and_name(plan: Plan):
    name = {"staging": "staging.macro-ai.com", "prod": "app.macro-ai.com"}[str(plan.target.environment)]
    assert plan.resources["aws_acm_certificate.certificate"]["domain_name"] == name
    [record] = [values for values in plan.of_type("aws_route53_record").values() if values.get("alias")]
    assert (record["name"], record["zone_id"]) == (name, "Z08217491MACROAICOM0")
