from tests.review.making import entry
from tests.review.risk.examples import Example

SERVICE = {"desired_count": 2, "deployment_minimum_healthy_percent": 100}


def zones(*names: str) -> dict[str, object]:
    return {"network_configuration": [{"subnets": list(names)}]}


def breaker(enable: bool) -> dict[str, object]:
    return {"deployment_circuit_breaker": [{"enable": enable, "rollback": True}]}


EXAMPLES = {
    "traffic-replaced": Example(
        bad=(
            entry("aws_lb_target_group.a", {"port": 80}, {"port": 81}, replace_paths=[["port"]]),
            entry("aws_lb.b", {"name": "a"}, {"name": "b"}, actions=["create", "delete"], replace_paths=[["name"]]),
        ),
        says=(
            "high: It is destroyed before the new one is made because of port; until then requests have no targets.",
            "medium: The new one is made before the old one goes because of name, but it has another DNS name.",
        ),
        good=(
            entry(
                "aws_lb_target_group.a",
                {"port": 80},
                {"port": 81},
                actions=["create", "delete"],
                replace_paths=[["port"]],
            ),
            entry("aws_ecs_task_definition.api", {"cpu": "1"}, {"cpu": "2"}, replace_paths=[["cpu"]]),
        ),
    ),
    "traffic-removed": Example(
        bad=(
            entry("aws_lb_listener.https", {"port": 443}, None),
            entry("aws_lb_listener_rule.api", {"priority": 1}, None),
        ),
        says=(
            "high: It is destroyed: requests to its port fail.",
            "medium: It is destroyed: the requests it matches go to the default action.",
        ),
        good=(
            entry("aws_cloudwatch_metric_alarm.a", {"alarm_name": "a"}, None),
            entry("aws_lb_listener.old", {"port": 443}, None, more={"deposed": "a1"}),
        ),
    ),
    "routing-changed": Example(
        bad=(entry("aws_route53_record.www", {"records": ["a"], "ttl": 60}, {"records": ["b"], "ttl": 300}),),
        says=("medium: Where requests go changes while they come: records.",),
        good=(entry("aws_route53_record.www", {"records": ["a"], "ttl": 60}, {"records": ["a"], "ttl": 300}),),
    ),
    "fewer-zones": Example(
        bad=(
            entry("aws_db_instance.a", {"multi_az": True}, {"multi_az": False}),
            entry("aws_elasticache_replication_group.b", {"num_cache_clusters": 2}, {"num_cache_clusters": 1}),
            entry("aws_ecs_service.c", zones("s1", "s2"), zones("s1")),
            entry("aws_ecs_service.d", zones("s1", "s2", "s3"), zones("s1", "s2")),
        ),
        says=(
            "high: multi_az is switched off: when its availability zone or its machine fails, nothing takes over.",
            "high: It ran in 2 subnets and one subnet, so one availability zone, is left: fewer zones can fail before it "
            "does.",
            "high: num_cache_clusters goes from 2 to 1: no replica is left to take over.",
            "medium: It ran in 3 subnets and 2 subnets are left: fewer zones can fail before it does.",
        ),
        good=(
            entry("aws_db_instance.a", {"multi_az": False}, {"multi_az": True}),
            entry("aws_elasticache_replication_group.b", {"num_cache_clusters": 3}, {"num_cache_clusters": 2}),
            entry("aws_ecs_service.c", zones("s1"), zones("s2", "s3")),
            entry("aws_ecs_service.d", zones("s1", "s2"), {}, after_unknown={"network_configuration": True}),
        ),
    ),
    "stopped": Example(
        bad=(
            entry("aws_ecs_service.api", {"desired_count": 2}, {"desired_count": 0}),
            entry(
                "aws_appautoscaling_scheduled_action.night",
                None,
                {"schedule": "cron(0 20 * * ? *)", "scalable_target_action": [{"max_capacity": "0"}]},
            ),
        ),
        says=(
            "high: desired_count goes from 2 to 0: nothing of it runs any more.",
            "medium: From then on nothing of it runs after cron(0 20 * * ? *).",
        ),
        good=(
            entry("aws_ecs_service.api", {"desired_count": 2}, {"desired_count": 1}),
            entry("aws_ecs_service.off", {"desired_count": 0}, {"desired_count": 0, "name": "a"}),
        ),
    ),
    "machine-changed": Example(
        bad=(
            entry(
                "aws_db_instance.at_once",
                {"instance_class": "db.t4g.micro"},
                {"instance_class": "db.t4g.small", "apply_immediately": True},
            ),
            entry(
                "aws_db_instance.in_window",
                {"instance_class": "db.t4g.micro"},
                {"instance_class": "db.t4g.small", "apply_immediately": False},
            ),
            entry(
                "aws_elasticache_replication_group.with_standby",
                {"node_type": "cache.t4g.micro"},
                {"node_type": "cache.t4g.small", "automatic_failover_enabled": True},
            ),
        ),
        says=(
            "high: It moves from db.t4g.micro to db.t4g.small at once, with an outage of some minutes.",
            "medium: It moves from db.t4g.micro to db.t4g.small in the next maintenance window, with an outage of some "
            "minutes.",
            "medium: It moves from cache.t4g.micro to cache.t4g.small at once, with a failover of about a minute.",
        ),
        good=(entry("aws_db_instance.a", {"instance_class": "a"}, {"instance_class": "a", "allocated_storage": 2}),),
    ),
    "engine-changed": Example(
        bad=(
            entry(
                "aws_db_instance.a",
                {"engine": "postgres", "engine_version": "16.3"},
                {"engine": "postgres", "engine_version": "17.1", "apply_immediately": False},
            ),
            entry(
                "aws_db_instance.b",
                {"engine": "mysql", "engine_version": "8.0.36"},
                {"engine": "mysql", "engine_version": "8.4.3"},
            ),
            entry(
                "aws_db_instance.c",
                {"engine": "postgres", "engine_version": "16.3"},
                {"engine": "postgres", "engine_version": "16.4", "apply_immediately": False},
            ),
        ),
        says=(
            "high: The engine is upgraded to another major version, from 16.3 to 17.1, in the next maintenance window, "
            "with an outage of some minutes.",
            "high: The engine is upgraded to another major version, from 8.0.36 to 8.4.3, at once, with an outage of "
            "some minutes.",
            "medium: The engine is updated, from 16.3 to 16.4, in the next maintenance window, with an outage of some "
            "minutes.",
        ),
        good=(entry("aws_db_instance.new", None, {"engine": "postgres", "engine_version": "17.1"}),),
    ),
    "restarted": Example(
        bad=(
            entry(
                "aws_db_instance.a",
                {"parameter_group_name": "a", "apply_immediately": False},
                {"parameter_group_name": "b", "apply_immediately": False},
            ),
        ),
        says=(
            "medium: What takes effect with a restart or cuts connections changes in the next maintenance window, with an "
            "outage of some minutes: parameter_group_name.",
        ),
        good=(entry("aws_db_instance.a", {"monitoring_interval": 0}, {"monitoring_interval": 60}),),
    ),
    "applied-at-once": Example(
        bad=(entry("aws_db_instance.a", {"apply_immediately": False}, {"apply_immediately": True}),),
        says=(
            "low: apply_immediately is switched on: changes that interrupt no longer wait for the maintenance window.",
        ),
        good=(entry("aws_db_instance.a", {"apply_immediately": True}, {"apply_immediately": False}),),
    ),
    "parameters-wait": Example(
        bad=(
            entry(
                "aws_db_parameter_group.p",
                {"parameter": [{"name": "max_connections", "value": "100", "apply_method": "pending-reboot"}]},
                {
                    "parameter": [
                        {"name": "max_connections", "value": "200", "apply_method": "pending-reboot"},
                        {"name": "shared_buffers", "value": "1", "apply_method": "pending-reboot"},
                    ]
                },
            ),
        ),
        says=("low: Until somebody restarts the database, the old values hold of max_connections, shared_buffers.",),
        good=(
            entry(
                "aws_db_parameter_group.p",
                {"parameter": [{"name": "work_mem", "value": "1", "apply_method": "immediate"}]},
                {"parameter": [{"name": "work_mem", "value": "2", "apply_method": "immediate"}]},
            ),
        ),
    ),
    "deployment-without-minimum": Example(
        bad=(
            entry("aws_ecs_service.a", SERVICE, SERVICE | {"deployment_minimum_healthy_percent": 0}),
            entry("aws_ecs_service.b", SERVICE, SERVICE | {"deployment_minimum_healthy_percent": 50}),
        ),
        says=(
            "high: deployment_minimum_healthy_percent is 0: a deployment may stop every task before a new one runs.",
            "medium: deployment_minimum_healthy_percent goes from 100 to 50: a deployment may take the rest of the tasks "
            "away.",
        ),
        good=(
            entry("aws_ecs_service.a", SERVICE | {"deployment_minimum_healthy_percent": 50}, SERVICE),
            entry("aws_ecs_service.worker", None, {"desired_count": 0, "deployment_minimum_healthy_percent": 0}),
        ),
    ),
    "deployment-without-way-back": Example(
        bad=(
            entry("aws_ecs_service.a", breaker(True), breaker(False)),
            entry("aws_ecs_service.b", breaker(True), {"deployment_circuit_breaker": []}),
        ),
        says=(
            "medium: deployment_circuit_breaker.enable is switched off: a deployment whose tasks do not start is not "
            "rolled back.",
            "medium: deployment_circuit_breaker.enable is switched off: a deployment whose tasks do not start is not "
            "rolled back.",
            "medium: deployment_circuit_breaker.rollback is switched off: a deployment whose tasks do not start is not "
            "rolled back.",
        ),
        good=(entry("aws_ecs_service.a", breaker(False), breaker(True)),),
    ),
    "deployment-all-at-once": Example(
        bad=(
            entry(
                "aws_codedeploy_deployment_group.g",
                {"deployment_config_name": "CodeDeployDefault.ECSCanary10Percent5Minutes"},
                {"deployment_config_name": "CodeDeployDefault.ECSAllAtOnce"},
            ),
        ),
        says=(
            "medium: CodeDeployDefault.ECSAllAtOnce moves all requests to a new revision at once: a bad one reaches "
            "everybody.",
        ),
        good=(
            entry(
                "aws_codedeploy_deployment_group.g",
                {"deployment_config_name": "CodeDeployDefault.ECSAllAtOnce"},
                {"deployment_config_name": "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"},
            ),
        ),
    ),
}
