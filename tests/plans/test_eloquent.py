"""Section E of the requirements: Eloquent in its three environments."""

import pytest

from tests.plans import firewall, on
from tests.plans.containers import container, secrets, task_subnets, variables
from tests.plans.plan import Plan

ENVIRONMENTS = ("eloquent/dev", "eloquent/staging", "eloquent/prod")
DEV, STAGING, PROD = ENVIRONMENTS
NAMES = {DEV: "dev.eloquent-chat.com", STAGING: "staging.eloquent-chat.com", PROD: "eloquent-chat.com"}
API = "aws_ecs_service.api"
SITE = "aws_cloudfront_distribution.frontend"


def schedule(plan: Plan) -> dict[str, tuple[str, str, str, str]]:
    """Name -> schedule, time zone, least and most tasks."""
    return {
        address.removeprefix("aws_appautoscaling_scheduled_action.api_autoscaling_"): (
            values["schedule"],
            values["timezone"],
            values["scalable_target_action"][0]["min_capacity"],
            values["scalable_target_action"][0]["max_capacity"],
        )
        for address, values in plan.of_type("aws_appautoscaling_scheduled_action").items()
    }


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-01", "C-23")
def test_e01_files_by_default_and_the_api_below_its_paths(plan: Plan):
    distribution = plan.resources[SITE]
    assert sorted(origin["origin_id"] for origin in distribution["origin"]) == ["api", "site"]
    [default] = distribution["default_cache_behavior"]
    assert (default["target_origin_id"], default["viewer_protocol_policy"]) == ("site", "redirect-to-https")
    paths = {part["path_pattern"]: part["target_origin_id"] for part in distribution["ordered_cache_behavior"]}
    assert paths == {"/api/*": "api", "/health": "api"}
    assert {"aws_s3_bucket.frontend_bucket", "aws_cloudfront_vpc_origin.frontend_api"} <= plan.references(SITE)


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-01", "C-23")
def test_e01_certificate_and_records_of_the_environments_name(plan: Plan):
    name = NAMES[plan.target.id]
    assert plan.resources[SITE]["aliases"] == [name]
    assert plan.resources["aws_acm_certificate.certificate"]["domain_name"] == name
    assert plan.resources[SITE]["viewer_certificate"][0]["minimum_protocol_version"] == "TLSv1.2_2021"
    label = name.replace(".", "_").replace("-", "_")
    for suffix, record_type in (("", "A"), ("_ipv6", "AAAA")):
        address = f"aws_route53_record.dns_{label}{suffix}"
        record = plan.resources[address]
        assert (record["name"], record["type"], record["zone_id"]) == (name, record_type, "Z05927713ELOQUENTCH0")
        assert SITE in plan.references(address, "alias")


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-01", "E-07")
def test_e01_nobody_goes_around_the_distribution(plan: Plan):
    assert plan.resources["aws_lb.load_balancer"]["internal"] is True
    rules = [
        (values["prefix_list_id"], values["cidr_ipv4"], values["from_port"])
        for address, values in plan.of_type("aws_vpc_security_group_ingress_rule").items()
        if "aws_security_group.load_balancer" in plan.references(address, "security_group_id")
    ]
    assert rules == [("pl-3b927c52", None, 443)]  # com.amazonaws.global.cloudfront.origin-facing
    subnets = {name for name in plan.references("aws_lb.load_balancer", "subnets") if name.startswith("aws_subnet")}
    assert all("network_private_" in name for name in subnets)


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-02")
def test_e02_tasks_in_private_subnets(plan: Plan):
    zones = {DEV: "a", STAGING: "ab", PROD: "abc"}[plan.target.id]
    assert task_subnets(plan) == [f"private_{zone}" for zone in zones]
    assert plan.resources[API]["network_configuration"] == [{"assign_public_ip": False}]


@on(PROD)
@pytest.mark.requirement("E-02", "C-19")
def test_e02_two_tasks_of_one_vcpu_that_scale_to_ten(plan: Plan):
    task = plan.resources["aws_ecs_task_definition.api_task"]
    assert (task["cpu"], task["memory"]) == ("1024", "2048")
    assert plan.resources[API]["desired_count"] == 2
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert (target["min_capacity"], target["max_capacity"]) == (2, 10)


@on(PROD)
@pytest.mark.requirement("E-02", "C-19")
@pytest.mark.parametrize(("policy", "percent"), [("cpu", 70), ("memory", 80)])
def test_e02_scaling_on_cpu_and_memory(plan: Plan, policy: str, percent: int):
    values = plan.resources[f"aws_appautoscaling_policy.api_autoscaling_{policy}"]
    assert values["target_tracking_scaling_policy_configuration"][0]["target_value"] == percent


@on(PROD)
@pytest.mark.requirement("E-02", "C-19")
def test_e02_a_task_more_before_the_working_day(plan: Plan):
    assert schedule(plan) == {
        "morning": ("cron(30 7 ? * MON-FRI *)", "America/New_York", "3", "10"),
        "evening": ("cron(0 20 * * ? *)", "America/New_York", "2", "10"),
    }


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-03", "C-21")
def test_e03_aurora_capacity_backups_and_encryption(plan: Plan):
    cluster = plan.resources["aws_rds_cluster.database"]
    largest = {DEV: 1, STAGING: 2, PROD: 16}[plan.target.id]
    [capacity] = cluster["serverlessv2_scaling_configuration"]
    assert (capacity["min_capacity"], capacity["max_capacity"]) == (0.5, largest)
    assert (cluster["engine"], cluster["backup_retention_period"], cluster["storage_encrypted"]) == (
        "aurora-postgresql",
        7,
        True,
    )


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-03", "E-11")
def test_e03_a_reader_in_another_zone_in_prod(plan: Plan):
    instances = plan.of_type("aws_rds_cluster_instance")
    zones = ["us-east-1a", "us-east-1b"] if plan.target.id == PROD else ["us-east-1a"]
    assert [instance["availability_zone"] for instance in instances.values()] == zones
    assert {instance["instance_class"] for instance in instances.values()} == {"db.serverless"}


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-04")
def test_e04_pinecone_key_as_secret_and_index_as_parameters(plan: Plan):
    settings = {"INDEX_NAME": plan.deployment.name, "DIMENSIONS": "1536", "REGION": "us-east-1"}
    for name, value in settings.items():
        address = f"aws_ssm_parameter.pinecone_settings_PINECONE_{name}"
        parameter = plan.resources[address]
        assert (parameter["name"], parameter["insecure_value"]) == (f"/{plan.target.id}/PINECONE_{name}", value)
        assert secrets(plan)[f"PINECONE_{name}"] == f"${{{address}.arn}}"
    assert secrets(plan)["PINECONE_API_KEY"] == "${aws_secretsmanager_secret.pinecone_API_KEY.arn}"


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-04", "C-08")
def test_e04_the_internet_is_reached_through_nat_only(plan: Plan):
    assert len(plan.of_type("aws_nat_gateway")) == {DEV: 1, STAGING: 1, PROD: 3}[plan.target.id]
    outside = {
        (address.removeprefix("aws_vpc_security_group_egress_rule."), values["to_port"])
        for address, values in plan.of_type("aws_vpc_security_group_egress_rule").items()
        if values["cidr_ipv4"] == "0.0.0.0/0"
    }
    assert outside == {("api_to_internet_443", 443), ("migrate_to_internet_443", 443)}


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-05", "C-17")
def test_e05_secrets_reach_the_api_by_reference(plan: Plan):
    wanted = {
        "OPENAI_API_KEY": "aws_secretsmanager_secret.openai_API_KEY",
        "PINECONE_API_KEY": "aws_secretsmanager_secret.pinecone_API_KEY",
        "DATABASE_PASSWORD": "aws_secretsmanager_secret.database_password",
        "JWT_SECRET": "aws_secretsmanager_secret.secrets_JWT_SECRET",
    }
    for name, address in wanted.items():
        assert plan.resources[address]["name"] == f"{plan.deployment.name}/{name}"
        assert secrets(plan)[name].startswith(f"${{{address}.arn}}")
        assert name not in variables(plan)


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-06", "C-24")
def test_e06_firewall_at_the_distribution(plan: Plan):
    acl = plan.resources["aws_wafv2_web_acl.web_acl"]
    assert acl["scope"] == "CLOUDFRONT"
    rules = firewall.rules(plan)
    assert rules.keys() == firewall.RULES
    for name, rule in rules.items():
        for group in rule["statement"][0]["managed_rule_group_statement"]:
            assert group["rule_action_override"] == [], name
    assert "aws_wafv2_web_acl.web_acl" in plan.references(SITE, "web_acl_id")


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-06", "C-24")
def test_e06_a_thousand_requests_a_minute_from_an_address(plan: Plan):
    [limit] = firewall.rules(plan)["rate-limit"]["statement"][0]["rate_based_statement"]
    assert (limit["aggregate_key_type"], limit["limit"], limit["evaluation_window_sec"]) == ("IP", 1000, 60)


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-07", "C-09")
def test_e07_vpc_endpoints(plan: Plan):
    found = {
        endpoint["service_name"].removeprefix("com.amazonaws.us-east-1."): endpoint["vpc_endpoint_type"]
        for endpoint in plan.of_type("aws_vpc_endpoint").values()
    }
    interfaces = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm") if plan.target.id == PROD else ()
    assert found == {"s3": "Gateway", **dict.fromkeys(interfaces, "Interface")}


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-07")
def test_e07_the_bucket_is_for_the_distribution_only(plan: Plan):
    statements = plan.document("aws_s3_bucket_policy.frontend_bucket", "policy")["Statement"]
    for statement in statements:
        if statement["Effect"] == "Allow":
            assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
            assert statement["Condition"] == {"StringEquals": {"AWS:SourceArn": f"${{{SITE}.arn}}"}}
    block = plan.resources["aws_s3_bucket_public_access_block.frontend_bucket"]
    settings = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    assert [block[setting] for setting in settings] == [True] * 4


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-07", "C-10")
def test_e07_who_may_talk_to_whom(plan: Plan):
    rules = {
        (address.removeprefix("aws_vpc_security_group_ingress_rule."), values["to_port"])
        for address, values in plan.of_type("aws_vpc_security_group_ingress_rule").items()
        if values["cidr_ipv4"] is values["prefix_list_id"] is None and "aws_services" not in address
    }
    assert rules == {("api_from_load_balancer", 8000), ("api_into_database", 5432), ("migrate_into_database", 5432)}


@on(DEV, STAGING)
@pytest.mark.requirement("E-08", "C-14")
def test_e08_logs_of_environments_that_are_not_critical_stay_7_days(plan: Plan):
    assert {group["retention_in_days"] for group in plan.of_type("aws_cloudwatch_log_group").values()} == {7}


@on(PROD)
@pytest.mark.requirement("E-08", "C-14")
def test_e08_the_log_of_migrations_is_not_critical_and_stays_7_days_the_others_30(plan: Plan):
    groups = plan.of_type("aws_cloudwatch_log_group")
    week = [group["name"] for group in groups.values() if group["retention_in_days"] == 7]
    assert week == ["/ecs/eloquent-prod-migrate"]
    assert {group["retention_in_days"] for group in groups.values() if group["name"] not in week} == {30}


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-08")
def test_e08_metrics_of_its_own(plan: Plan):
    filters = plan.of_type("aws_cloudwatch_log_metric_filter")
    metrics = {found["metric_transformation"][0]["name"]: found["pattern"] for found in filters.values()}
    assert metrics == {
        "chat_answers": '{ $.event = "chat_answer" }',
        "chat_answer_ms": '{ $.event = "chat_answer" && $.duration_ms = * }',
        "retrieval_failures": '{ $.event = "retrieval_failed" }',
    }


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-08", "C-28")
def test_e08_traces_through_the_adot_collector(plan: Plan):
    [_, collector] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    assert (collector["name"], collector["essential"]) == ("adot-collector", False)
    statements = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    [traces] = [statement for statement in statements if statement["Sid"] == "SendTraces"]
    assert "xray:PutTraceSegments" in traces["Action"]
    assert len(plan.of_type("aws_xray_group")) == len(plan.of_type("aws_xray_sampling_rule")) == 1


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-08", "C-27")
def test_e08_dashboard_of_response_times_errors_and_utilisation(plan: Plan):
    body = plan.document("aws_cloudwatch_dashboard.dashboard", "dashboard_body")
    titles = {widget["properties"].get("title") for widget in body["widgets"]}
    assert {"Latency", "Errors", "CPU and memory, percent of what tasks reserve", "chat_answers"} <= titles


@on(PROD)
@pytest.mark.requirement("E-09", "C-21")
def test_e09_a_copy_of_the_cluster_in_the_recovery_region(plan: Plan):
    assert "aws_rds_global_cluster.database" in plan.resources
    assert plan.configuration["aws_rds_cluster.database_recovery"]["provider_config_key"] == "aws.recovery"
    regions = {provider.get("alias"): provider["region"] for provider in plan.root["provider"]["aws"]}
    assert regions["recovery"] == "us-west-2"
    source = plan.references("aws_rds_global_cluster.database", "source_db_cluster_identifier")
    copy = plan.references("aws_rds_cluster.database_recovery", "global_cluster_identifier")
    assert ("aws_rds_cluster.database" in source, "aws_rds_global_cluster.database" in copy) == (True, True)
    assert plan.resources["aws_rds_cluster.database_recovery"]["storage_encrypted"] is True


@on(PROD)
@pytest.mark.requirement("E-09", "C-25", "C-27")
def test_e09_who_is_on_call_hears_when_the_copy_falls_behind(plan: Plan):
    address = "aws_cloudwatch_metric_alarm.alarms_database_copy_lag"
    alarm = plan.resources[address]
    # A third of the 15 minutes that may be lost.
    assert (alarm["threshold"], alarm["period"], alarm["evaluation_periods"]) == (300_000, None, 2)
    assert plan.arguments(address)["provider"] == "aws.recovery"
    assert "AuroraGlobalDBRPOLag" in plan.arguments(address)["metric_query"][0]["expression"]
    assert "aws_sns_topic.topics_p2_recovery" in plan.references(address, "alarm_actions")
    assert plan.arguments("aws_sns_topic.topics_p2_recovery")["provider"] == "aws.recovery"
    widgets = plan.document("aws_cloudwatch_dashboard.dashboard", "dashboard_body")["widgets"]
    assert any(widget["properties"].get("region") == "us-west-2" for widget in widgets)


@on(PROD)
@pytest.mark.requirement("E-09", "C-25")
def test_e09_both_instances_are_watched_for_their_lag(plan: Plan):
    for number in (1, 2):
        alarm = plan.resources[f"aws_cloudwatch_metric_alarm.alarms_database_{number}_replica_lag"]
        assert (alarm["metric_name"], alarm["threshold"]) == ("AuroraReplicaLag", 60_000)


@on(PROD)
@pytest.mark.requirement("E-09")
def test_e09_files_of_the_site_have_versions_and_are_copied_within_15_minutes(plan: Plan):
    for bucket in ("frontend_bucket", "frontend_replication_replica"):
        [versioning] = plan.resources[f"aws_s3_bucket_versioning.{bucket}"]["versioning_configuration"]
        assert versioning["status"] == "Enabled"
    address = "aws_s3_bucket_replication_configuration.frontend_replication"
    [rule] = plan.resources[address]["rule"]
    assert (rule["status"], rule["delete_marker_replication"]) == ("Enabled", [{"status": "Enabled"}])
    [destination] = rule["destination"]
    assert destination["replication_time"] == [{"status": "Enabled", "time": [{"minutes": 15}]}]
    assert "aws_s3_bucket.frontend_bucket" in plan.references(address, "bucket")
    assert "aws_s3_bucket.frontend_replication_replica" in plan.references(address, "rule")
    assert plan.arguments("aws_s3_bucket.frontend_replication_replica")["provider"] == "aws.recovery"


@on(PROD)
@pytest.mark.requirement("E-09", "E-05")
def test_e09_what_tasks_read_is_there_under_a_key_of_there(plan: Plan):
    copied = {
        address.removeprefix("aws_secretsmanager_secret.")
        for address, arguments in plan.arguments_of_type("aws_secretsmanager_secret").items()
        if arguments.get("replica", {}).get("region") == "us-west-2"
    }
    assert copied == {"database_password", "openai_API_KEY", "pinecone_API_KEY", "secrets_JWT_SECRET"}
    for name in copied:
        assert "aws_kms_key.recovery_region" in plan.references(f"aws_secretsmanager_secret.{name}", "replica")


@on(PROD)
@pytest.mark.requirement("E-10", "C-26")
def test_e10_four_severities_reach_pagerduty(plan: Plan):
    names = {topic["name"] for topic in plan.of_type("aws_sns_topic").values()}
    assert sorted(names) == [f"eloquent-prod-{severity}" for severity in ("p1", "p2", "p3", "p4")]
    for severity in ("p1", "p2", "p3", "p4"):
        secret = plan.resources[f"aws_secretsmanager_secret.topics_{severity}_pagerduty"]
        assert secret["name"] == f"eloquent-prod/PAGERDUTY_{severity.upper()}"
    down = plan.references("aws_cloudwatch_composite_alarm.alarms_site_down", "alarm_actions")
    assert "aws_sns_topic.topics_p1" in down


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-11")
def test_e11_size_of_each_environment(plan: Plan):
    task = plan.resources["aws_ecs_task_definition.api_task"]
    found = (plan.resources[API]["desired_count"], task["cpu"], task["memory"])
    assert found == {DEV: (1, "256", "512"), STAGING: (2, "512", "1024"), PROD: (2, "1024", "2048")}[plan.target.id]


@on(STAGING)
@pytest.mark.requirement("E-11")
def test_e11_staging_has_what_prod_has(plan: Plan):
    for address in (SITE, API, "aws_rds_cluster.database", "aws_wafv2_web_acl.web_acl", "aws_lb.load_balancer"):
        assert address in plan.resources


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-12")
def test_e12_old_files_and_logs_move_to_colder_storage(plan: Plan):
    [old] = plan.resources["aws_s3_bucket_lifecycle_configuration.frontend_bucket"]["rule"]
    transitions = [(step["noncurrent_days"], step["storage_class"]) for step in old["noncurrent_version_transition"]]
    assert transitions == [(30, "STANDARD_IA")]
    [logs] = plan.resources["aws_s3_bucket_lifecycle_configuration.frontend_access_logs_bucket"]["rule"]
    steps = sorted((step["days"], step["storage_class"]) for step in logs["transition"])
    assert steps == [(30, "STANDARD_IA"), (90, "GLACIER_IR")]


@on(DEV, STAGING)
@pytest.mark.requirement("E-12", "C-19")
def test_e12_fewer_tasks_at_night_and_on_weekends(plan: Plan):
    night, day = {DEV: (("0", "0"), ("1", "1")), STAGING: (("1", "1"), ("2", "4"))}[plan.target.id]
    assert schedule(plan) == {
        "evening": ("cron(0 20 * * ? *)", "America/New_York", *night),
        "morning": ("cron(0 7 ? * MON-FRI *)", "America/New_York", *day),
    }


@on(*ENVIRONMENTS)
@pytest.mark.requirement("E-13", "C-12")
def test_e13_health_path_grace_and_stop_timeout(plan: Plan):
    group = plan.resources["aws_lb_target_group.api"]
    [check] = group["health_check"]
    assert (check["path"], check["matcher"], group["deregistration_delay"]) == ("/health", "200", "60")
    assert plan.resources[API]["health_check_grace_period_seconds"] == 90
    assert container(plan)["stopTimeout"] == 60


@on(*ENVIRONMENTS)
@pytest.mark.requirement("C-30")
def test_c30_budget_of_a_month(plan: Plan):
    amounts = {DEV: "150", STAGING: "220", PROD: "700"}
    [budget] = plan.of_type("aws_budgets_budget").values()
    assert (budget["limit_amount"], budget["limit_unit"]) == (amounts[plan.target.id], "USD")
