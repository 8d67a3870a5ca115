"""Section G of the requirements, and what MigrateAI asks of section C."""

import pytest

from tests.plans import firewall, on
from tests.plans.containers import container, secrets, variables
from tests.plans.plan import Plan

STAGING, PRODUCTION = "migrateai/staging", "migrateai/production"
EVERYWHERE = on(STAGING, PRODUCTION)
SERVICE = "aws_ecs_service.migrate_backend"
TASK = "migrate_backend"


@EVERYWHERE
@pytest.mark.requirement("C-10", "C-14", "G-01")
def test_g01_the_backend_on_port_8000_with_half_a_cpu_and_one_gibibyte(plan: Plan):
    task = plan.resources["aws_ecs_task_definition.migrate_backend_task"]
    assert (task["cpu"], task["memory"]) == ("512", "1024")
    assert plan.resources["aws_lb_target_group.migrate_backend"]["port"] == 8000
    assert container(plan, TASK)["portMappings"][0]["containerPort"] == 8000
    assert variables(plan, TASK)["PORT"] == "8000"


@EVERYWHERE
@pytest.mark.requirement("C-12", "G-01", "G-08")
def test_g01_health_is_asked_for_at_its_own_path(plan: Plan):
    [check] = plan.resources["aws_lb_target_group.migrate_backend"]["health_check"]
    assert (check["path"], check["matcher"]) == ("/health", "200")


@EVERYWHERE
@pytest.mark.requirement("C-14", "G-01")
def test_g01_nothing_runs_as_root(plan: Plan):
    for task in ("migrate_backend", "migrate", "seed"):
        assert container(plan, task)["user"] == "1000:1000"
        assert container(plan, task)["linuxParameters"]["capabilities"] == {"drop": ["ALL"]}


@EVERYWHERE
@pytest.mark.requirement("C-15", "G-01")
def test_g01_the_image_comes_from_migrate_backend_by_digest(plan: Plan):
    image = plan.root["variable"]["migrate_backend_image"]["default"]
    repository, _, digest = image.partition("@sha256:")
    assert repository == "123456789012.dkr.ecr.us-east-1.amazonaws.com/migrate-backend"
    assert len(digest) == 64


@EVERYWHERE
@pytest.mark.requirement("G-01")
def test_g01_cluster_and_service_have_the_environment_in_their_names(plan: Plan):
    # was: migrate-cluster and migrate-backend-service, which one account can have only once.
    assert plan.resources["aws_ecs_cluster.cluster"]["name"] == plan.deployment.name
    assert plan.resources[SERVICE]["name"] == f"{plan.deployment.name}-migrate-backend"


@pytest.mark.parametrize(
    ("plan", "instance_class", "multi_az", "backup_days"),
    [(STAGING, "db.t4g.micro", False, 7), (PRODUCTION, "db.t4g.medium", True, 14)],
    indirect=["plan"],
)
@pytest.mark.requirement("C-21", "G-02")
def test_g02_database(plan: Plan, instance_class: str, multi_az: bool, backup_days: int):
    database = plan.resources["aws_db_instance.database"]
    expected = {
        "engine": "postgres",
        "instance_class": instance_class,
        "multi_az": multi_az,
        "backup_retention_period": backup_days,
        "deletion_protection": True,
        "storage_encrypted": True,
        "publicly_accessible": False,
    }
    assert {name: database[name] for name in expected} == expected


@EVERYWHERE
@pytest.mark.requirement("C-12", "C-23", "G-02")
def test_g02_tls_at_the_load_balancer(plan: Plan):
    https = plan.resources["aws_lb_listener.load_balancer_https"]
    assert (https["port"], https["ssl_policy"]) == (443, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    name = {STAGING: "api.staging.migrateai.com", PRODUCTION: "api.migrateai.com"}[plan.target.id]
    assert plan.resources["aws_acm_certificate.certificate"]["domain_name"] == name


@EVERYWHERE
@pytest.mark.requirement("C-24", "G-02")
def test_g02_firewall_before_the_load_balancer(plan: Plan):
    assert firewall.rules(plan).keys() == firewall.RULES
    association = "aws_wafv2_web_acl_association.web_acl_load_balancer"
    assert "aws_lb.load_balancer" in plan.references(association, "resource_arn")


@EVERYWHERE
@pytest.mark.requirement("C-17", "G-02")
def test_g02_secrets_reach_the_backend_by_reference(plan: Plan):
    assert secrets(plan, TASK) == {
        "DATABASE_PASSWORD": "${aws_secretsmanager_secret.database_password.arn}:password::",
        "REDIS_AUTH_TOKEN": "${aws_secretsmanager_secret.cache_access_password.arn}",
        "SECRET_KEY": "${aws_secretsmanager_secret.secrets_SECRET_KEY.arn}",
        "SENTRY_DSN": "${aws_secretsmanager_secret.sentry_DSN.arn}",
    }
    assert plan.of_type("aws_secretsmanager_secret_version") == {}


@pytest.mark.parametrize(
    ("plan", "days"),
    [(STAGING, 30), (PRODUCTION, 365)],
    indirect=["plan"],
)
@pytest.mark.requirement("C-14", "G-02")
def test_g02_days_that_logs_are_kept(plan: Plan, days: int):
    assert {group["retention_in_days"] for group in plan.of_type("aws_cloudwatch_log_group").values()} == {days}


@EVERYWHERE
@pytest.mark.requirement("C-25", "G-02")
def test_g02_alarms_on_errors_and_on_the_loss_of_the_service(plan: Plan):
    alarms = plan.of_type("aws_cloudwatch_metric_alarm")
    errors = alarms["aws_cloudwatch_metric_alarm.alarms_migrate_backend_target_5xx"]
    assert (errors["threshold"], errors["evaluation_periods"]) == (10, 2)
    down = plan.resources["aws_cloudwatch_composite_alarm.alarms_site_down"]
    assert down["alarm_rule"] == (
        f'ALARM("{plan.deployment.name}-migrate-backend-no-healthy-targets") '
        f'OR ALARM("{plan.deployment.name}-site-failed-requests")'
    )


@EVERYWHERE
@pytest.mark.requirement("G-04")
@pytest.mark.parametrize(
    ("task", "command"), [("migrate", ["alembic", "upgrade", "head"]), ("seed", ["python", "-m", "app.seed"])]
)
def test_g04_migration_and_seed_run_before_a_deployment_with_the_new_image(plan: Plan, task: str, command: list[str]):
    assert container(plan, task)["command"] == command
    assert container(plan, task)["image"] == container(plan, TASK)["image"] == "${var.migrate_backend_image}"
    request = plan.resources[f"aws_ssm_parameter.{task}"]
    assert request["name"] == f"/migrateai/{plan.target.environment}/tasks/{task}"
    assert request["tags"]["runs"] == "before_deployment"


@EVERYWHERE
@pytest.mark.requirement("C-16", "G-04")
@pytest.mark.parametrize("task", ["migrate", "seed"])
def test_g04_they_reach_the_database_and_read_its_password_only(plan: Plan, task: str):
    assert variables(plan, task)["DATABASE_HOST"] == "${aws_db_proxy.database_proxy.endpoint}"
    assert list(secrets(plan, task)) == ["DATABASE_PASSWORD"]
    found = plan.document(f"aws_iam_role_policy.{task}_task_execution", "policy")["Statement"]
    [read] = [statement for statement in found if statement["Sid"] == "ReadSecrets"]
    assert read["Resource"] == ["${aws_secretsmanager_secret.database_password.arn}"]


@on(PRODUCTION)
@pytest.mark.requirement("C-20", "G-05")
def test_g05_the_old_version_stays_for_an_hour_and_alarms_bring_it_back(plan: Plan):
    assert plan.resources[SERVICE]["deployment_controller"] == [{"type": "CODE_DEPLOY"}]
    group = plan.arguments("aws_codedeploy_deployment_group.migrate_backend_codedeploy")
    terminate = group["blue_green_deployment_config"]["terminate_blue_instances_on_deployment_success"]
    assert terminate == {"action": "TERMINATE", "termination_wait_time_in_minutes": 60}
    assert group["auto_rollback_configuration"]["enabled"] is True
    assert group["alarm_configuration"] == {
        "alarms": [
            "${aws_cloudwatch_metric_alarm.alarms_load_balancer_5xx.alarm_name}",
            "${aws_cloudwatch_metric_alarm.alarms_migrate_backend_target_5xx.alarm_name}",
        ],
        "enabled": True,
    }


@on(STAGING)
@pytest.mark.requirement("C-20", "G-05")
def test_g05_staging_returns_to_the_previous_task_definition(plan: Plan):
    values = plan.resources[SERVICE]
    assert values["deployment_controller"] == [{"type": "ECS"}]
    assert values["deployment_circuit_breaker"] == [{"enable": True, "rollback": True}]
    assert values["alarms"][0]["rollback"] is True


@on(PRODUCTION)
@pytest.mark.requirement("G-05")
def test_g05_the_name_fails_over_to_a_load_balancer_in_the_backup_region(plan: Plan):
    primary = plan.resources["aws_route53_record.dns_api_migrateai_com"]
    secondary = plan.resources["aws_route53_record.dns_api_migrateai_com_secondary"]
    assert primary["name"] == secondary["name"] == "api.migrateai.com"
    assert primary["failover_routing_policy"] == [{"type": "PRIMARY"}]
    assert secondary["failover_routing_policy"] == [{"type": "SECONDARY"}]
    assert primary["set_identifier"] != secondary["set_identifier"]
    assert secondary["alias"] == [
        {
            "name": "migrateai-recovery-1234567890.us-west-2.elb.amazonaws.com",
            "zone_id": "Z1H1FL5HABSF5",
            "evaluate_target_health": True,
        }
    ]


@on(PRODUCTION)
@pytest.mark.requirement("G-05", "C-25")
def test_g05_a_health_check_from_outside_decides_and_wakes_somebody(plan: Plan):
    check = plan.resources["aws_route53_health_check.health_check"]
    expected = {
        "type": "HTTPS",
        "port": 443,
        "resource_path": "/health",
        "failure_threshold": 3,
        "request_interval": 30,
    }
    assert {name: check[name] for name in expected} == expected
    assert "aws_lb.load_balancer.dns_name" in plan.references("aws_route53_health_check.health_check", "fqdn")
    record = plan.references("aws_route53_record.dns_api_migrateai_com", "health_check_id")
    assert "aws_route53_health_check.health_check" in record
    alarm = plan.references("aws_cloudwatch_metric_alarm.health_check", "alarm_actions")
    assert "aws_sns_topic.topics_p1" in alarm


@on(PRODUCTION)
@pytest.mark.requirement("C-31", "G-05")
def test_g05_the_database_can_be_restored_to_a_point_in_time_here_and_in_the_backup_region(plan: Plan):
    [replication] = plan.of_type("aws_db_instance_automated_backups_replication")
    assert "aws_db_instance.database" in plan.references(replication, "source_db_instance_arn")
    assert plan.arguments(replication)["provider"] == "aws.recovery"
    assert {provider.get("alias"): provider["region"] for provider in plan.root["provider"]["aws"]} == {
        None: "us-east-1",
        "recovery": "us-west-2",
    }
    [rule] = plan.resources["aws_backup_plan.backup"]["rule"]
    assert (rule["lifecycle"][0]["delete_after"], rule["copy_action"][0]["lifecycle"][0]["delete_after"]) == (35, 35)


@on(PRODUCTION)
@pytest.mark.requirement("C-21", "G-06")
def test_g06_a_read_replica_that_the_backend_knows(plan: Plan):
    assert "aws_db_instance.database" in plan.references("aws_db_instance.database_reader", "replicate_source_db")
    assert variables(plan, TASK)["DATABASE_READER_HOST"] == "${aws_db_instance.database_reader.address}"


@EVERYWHERE
@pytest.mark.requirement("C-21", "G-06")
def test_g06_connections_are_pooled(plan: Plan):
    assert variables(plan, TASK)["DATABASE_HOST"] == "${aws_db_proxy.database_proxy.endpoint}"
    assert plan.resources["aws_db_proxy.database_proxy"]["require_tls"] is True
    [pool] = plan.resources["aws_db_proxy_default_target_group.database_proxy"]["connection_pool_config"]
    assert (pool["max_connections_percent"], pool["max_idle_connections_percent"]) == (90, 50)


@pytest.mark.parametrize(
    ("plan", "shards", "replicas", "multi_az"),
    [(STAGING, 1, 0, False), (PRODUCTION, 2, 1, True)],
    indirect=["plan"],
)
@pytest.mark.requirement("C-22", "G-02", "G-06")
def test_g06_the_cache_speaks_redis_cluster(plan: Plan, shards: int, replicas: int, multi_az: bool):
    cache = plan.resources["aws_elasticache_replication_group.cache"]
    assert (cache["cluster_mode"], cache["num_node_groups"], cache["replicas_per_node_group"]) == (
        "enabled",
        shards,
        replicas,
    )
    assert (cache["multi_az_enabled"], cache["transit_encryption_enabled"]) == (multi_az, True)
    environment = variables(plan, TASK)
    assert environment["REDIS_CLUSTER_MODE"] == "true"
    assert environment["REDIS_HOST"] == "${aws_elasticache_replication_group.cache.configuration_endpoint_address}"


@EVERYWHERE
@pytest.mark.requirement("C-17", "G-08")
def test_g08_the_address_of_sentry_is_a_secret(plan: Plan):
    secret = plan.resources["aws_secretsmanager_secret.sentry_DSN"]
    assert secret["name"] == f"{plan.deployment.name}/SENTRY_DSN"
    assert "SENTRY_DSN" not in variables(plan, TASK)


@EVERYWHERE
@pytest.mark.requirement("G-08")
def test_g08_logs_are_structured(plan: Plan):
    assert variables(plan, TASK)["LOG_FORMAT"] == "json"


@pytest.mark.parametrize(("plan", "usd"), [(STAGING, "220"), (PRODUCTION, "650")], indirect=["plan"])
@pytest.mark.requirement("C-30")
def test_c30_budget_of_the_environment(plan: Plan, usd: str):
    assert plan.resources["aws_budgets_budget.budget"]["limit_amount"] == usd
