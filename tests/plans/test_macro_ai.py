"""Section M of the requirements on macro-ai/dev, as far as section C does not prove it by the way."""

import pytest

from tests.plans import on
from tests.plans.plan import Plan


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


@on("macro-ai/dev")
@pytest.mark.requirement("M-04")
def test_m04_postgresql_with_pgvector_and_a_generated_password_of_postgres(plan: Plan):
    database = plan.resources["aws_db_instance.database"]
    assert int(database["engine_version"].split(".")[0]) >= 15
    assert database["username"] == "postgres"
    parameters = plan.resources["aws_db_parameter_group.database"]["parameter"]
    assert {parameter["name"]: parameter["value"] for parameter in parameters}["rds.allowed_extensions"] == "vector"
    # What `stackwright secrets` reads: it generates letters and digits, none of "@/\\.
    tags = plan.resources["aws_secretsmanager_secret.database_password"]["tags"]
    arn = "arn:aws:rds:us-east-1:123456789012:db:macro-ai-dev-database"
    assert (tags["value"], tags["length"], tags["applies-to"]) == ("generated", "32", arn)


@on("macro-ai/dev")
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
        rules[service] = (values["priority"], condition["path_pattern"][0]["values"])
        assert "aws_lb_listener.load_balancer_https" in plan.references(address, "listener_arn")
    assert rules == {"api": (10, ["/api/*"]), "ui": (1000, ["/*"])}
    assert plan.resources["aws_lb_target_group.api"]["port"] == 3040
    assert plan.resources["aws_lb_target_group.ui"]["port"] == 3000


@on("macro-ai/dev")
@pytest.mark.requirement("M-07")
def test_m07_the_api_may_make_and_find_users_of_this_pool_only(plan: Plan):
    assert [len(plan.of_type(f"aws_cognito_user_pool{part}")) for part in ("", "_client", "_domain")] == [1, 1, 1]
    statements = plan.document("aws_iam_role_policy.api_task_task", "policy")["Statement"]
    [cognito] = [statement for statement in statements if any("cognito" in action for action in statement["Action"])]
    assert cognito["Action"] == ["cognito-idp:AdminCreateUser", "cognito-idp:AdminGetUser", "cognito-idp:ListUsers"]
    assert cognito["Resource"] == ["${aws_cognito_user_pool.user_pool.arn}"]


@on("macro-ai/dev")
@pytest.mark.requirement("M-07")
def test_m07_services_know_the_pool(plan: Plan):
    assert plan.resources["aws_cognito_user_pool_domain.user_pool"]["domain"] == "macro-ai-dev"
    [api, *_] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    environment = {variable["name"]: variable["value"] for variable in api["environment"]}
    assert environment["COGNITO_USER_POOL_ID"] == "${aws_cognito_user_pool.user_pool.id}"
    assert environment["COGNITO_CLIENT_ID"] == "${aws_cognito_user_pool_client.user_pool.id}"


@on("macro-ai/dev")
@pytest.mark.requirement("M-08")
def test_m08_three_secrets_reach_the_api_by_reference(plan: Plan):
    [api, *_] = plan.document("aws_ecs_task_definition.api_task", "container_definitions")
    given = {secret["name"]: secret["valueFrom"] for secret in api["secrets"]}
    for name in ("API_KEY", "COOKIE_ENCRYPTION_KEY", "OPENAI_API_KEY"):
        assert plan.resources[f"aws_secretsmanager_secret.secrets_{name}"]["name"] == f"macro-ai-dev/{name}"
        assert given[name] == f"${{aws_secretsmanager_secret.secrets_{name}.arn}}"
        assert name not in {variable["name"] for variable in api["environment"]}


@on("macro-ai/dev")
@pytest.mark.requirement("C-19", "M-09")
def test_m09_the_api_scales_between_1_and_10_tasks(plan: Plan):
    [target] = plan.of_type("aws_appautoscaling_target").values()
    assert target["resource_id"] == "service/macro-ai-dev/macro-ai-dev-api"
    assert (target["min_capacity"], target["max_capacity"]) == (1, 10)


@on("macro-ai/dev")
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


@on("macro-ai/dev")
@pytest.mark.requirement("M-09")
def test_m09_terraform_leaves_the_number_of_tasks_to_autoscaling(plan: Plan):
    assert "desired_count" in plan.arguments("aws_ecs_service.api")["lifecycle"]["ignore_changes"]


@on("macro-ai/dev")
@pytest.mark.requirement("M-10")
def test_m10_the_api_can_be_entered_in_dev(plan: Plan):
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
