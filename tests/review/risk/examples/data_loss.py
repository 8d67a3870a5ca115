import json

from tests.review.making import entry
from tests.review.risk.examples import Example

DATABASE = {
    "engine": "postgres",
    "deletion_protection": True,
    "skip_final_snapshot": False,
    "backup_retention_period": 7,
}


def images(count: int) -> dict[str, str]:
    rule = {"rulePriority": 1, "selection": {"countType": "imageCountMoreThan", "countNumber": count}}
    return {"policy": json.dumps({"rules": [rule]})}


def expiring(days: int, status: str = "Enabled") -> dict[str, object]:
    return {"rule": [{"id": "old", "status": status, "expiration": [{"days": days}]}]}


def backed_up(days: int | None) -> dict[str, object]:
    return {"rule": [{"rule_name": "daily", "lifecycle": [{"delete_after": days}] if days else []}]}


EXAMPLES = {
    "data-destroyed": Example(
        bad=(
            entry("aws_db_instance.main", DATABASE, None),
            entry("aws_s3_bucket.old", {"bucket": "b"}, None, more={"deposed": "a1"}),
            entry("aws_ssm_parameter.key", {"type": "SecureString"}, None),
        ),
        says=(
            "critical: It is destroyed, and with it the database with its automated backups, after a last snapshot, "
            "which AWS keeps.",
            "critical: An old object of it, left behind by a replacement, is destroyed, and with it every object in the "
            "bucket.",
            "critical: It is destroyed, and with it the parameter's value, which nobody may have kept.",
        ),
        good=(
            entry("aws_db_instance.main", DATABASE, DATABASE | {"port": 1}),
            entry("aws_db_instance.moved", DATABASE, DATABASE, more={"previous_address": "aws_db_instance.old"}),
            entry("aws_db_instance.left", DATABASE, None, actions=["forget"]),
            entry("aws_ssm_parameter.plain", {"type": "String"}, None),
        ),
    ),
    "data-replaced": Example(
        bad=(
            entry(
                "aws_db_instance.main",
                {"engine": "mysql", "skip_final_snapshot": True},
                {"engine": "postgres"},
                replace_paths=[["engine"]],
            ),
            entry(
                "aws_dynamodb_table.t",
                {"name": "a"},
                {"name": "a"},
                actions=["create", "delete"],
                more={"action_reason": "replace_because_tainted"},
            ),
        ),
        says=(
            "critical: It is replaced by an empty new one because of engine; lost with the old one: the database with "
            "its automated backups, without a last snapshot.",
            "critical: It is replaced by an empty new one because it is tainted; lost with the old one: every item of the "
            "table.",
        ),
        good=(entry("aws_ecs_task_definition.api", {"cpu": "1"}, {"cpu": "2"}, replace_paths=[["cpu"]]),),
    ),
    "may-hold-data-destroyed": Example(
        bad=(
            entry("google_sql_database_instance.main", {"name": "a"}, None),
            entry("azurerm_managed_disk.d", {"name": "a"}, {"name": "b"}, replace_paths=[["name"]]),
        ),
        says=(
            "critical: It is destroyed and made anew because of name, and azurerm_managed_disk sounds like something "
            "that holds data, though no rule knows the type.",
            "critical: It is destroyed, and google_sql_database_instance sounds like something that holds data, though "
            "no rule knows the type.",
        ),
        good=(
            entry("google_storage_bucket_iam_member.m", {"role": "r"}, None),
            entry("azurerm_route_table.r", {"name": "a"}, None),
            entry("aws_db_subnet_group.g", {"name": "a"}, None),
        ),
    ),
    "protection-lifted": Example(
        bad=(
            entry("aws_db_instance.main", {"deletion_protection": True}, {"deletion_protection": False}),
            entry("aws_cognito_user_pool.p", {"deletion_protection": "ACTIVE"}, {"deletion_protection": "INACTIVE"}),
            entry("aws_lb.main", {"enable_deletion_protection": True}, {"enable_deletion_protection": False}),
        ),
        says=(
            "high: deletion_protection is lifted: from then on one command, or one plan that nobody reads, can delete "
            "all users with their passwords.",
            "high: deletion_protection is lifted: from then on one command, or one plan that nobody reads, can delete "
            "the database with its automated backups.",
            "medium: enable_deletion_protection is lifted: from then on one command, or one plan that nobody reads, can "
            "delete it.",
        ),
        good=(
            entry("aws_db_instance.main", {"deletion_protection": False}, {"deletion_protection": True}),
            entry("aws_db_instance.new", None, {"deletion_protection": False}),
            entry(
                "aws_db_instance.later", {"deletion_protection": True}, {}, after_unknown={"deletion_protection": True}
            ),
        ),
    ),
    "destroy-made-easy": Example(
        bad=(
            entry("aws_s3_bucket.b", {"force_destroy": False}, {"force_destroy": True}),
            entry("aws_kms_key.k", {"deletion_window_in_days": 30}, {"deletion_window_in_days": 7}),
        ),
        says=(
            "high: deletion_window_in_days goes from 30 to 7: less time to notice a deletion by mistake.",
            "high: force_destroy is switched on: a later destroy takes the data along without a copy and without a "
            "question.",
        ),
        good=(
            entry("aws_s3_bucket.b", {"force_destroy": True}, {"force_destroy": False}),
            entry("aws_s3_bucket.new", None, {"force_destroy": True}),
            entry("aws_kms_key.k", {"deletion_window_in_days": 7}, {"deletion_window_in_days": 30}),
        ),
    ),
    "data-forgotten": Example(
        bad=(entry("aws_s3_bucket.b", {"bucket": "b"}, None, actions=["forget"]),),
        says=(
            "low: Terraform forgets it: it stays in AWS with its data, and from then on nobody manages or reviews it.",
        ),
        good=(entry("aws_cloudwatch_metric_alarm.a", {"alarm_name": "a"}, None, actions=["forget"]),),
    ),
    "backups-shortened": Example(
        bad=(
            entry("aws_db_instance.a", {"backup_retention_period": 30}, {"backup_retention_period": 7}),
            entry(
                "aws_elasticache_replication_group.b", {"snapshot_retention_limit": 5}, {"snapshot_retention_limit": 0}
            ),
        ),
        says=(
            "critical: snapshot_retention_limit goes from 5 to 0 days: automated backups end, and those there are go.",
            "high: backup_retention_period goes from 30 to 7 days: older backups are deleted.",
        ),
        good=(entry("aws_db_instance.a", {"backup_retention_period": 7}, {"backup_retention_period": 30}),),
    ),
    "recovery-off": Example(
        bad=(
            entry(
                "aws_dynamodb_table.t",
                {"point_in_time_recovery": [{"enabled": True}], "ttl": []},
                {"point_in_time_recovery": [{"enabled": False}], "ttl": [{"enabled": True, "attribute_name": "ends"}]},
            ),
        ),
        says=(
            "critical: Point-in-time recovery is switched off: every earlier state of the table is gone at once.",
            "high: ttl is switched on: items whose ends is past are deleted.",
        ),
        good=(
            entry(
                "aws_dynamodb_table.t",
                {"point_in_time_recovery": [{"enabled": False}], "ttl": [{"enabled": True, "attribute_name": "ends"}]},
                {"point_in_time_recovery": [{"enabled": True}], "ttl": []},
            ),
        ),
    ),
    "retention-shortened": Example(
        bad=(
            entry("aws_cloudwatch_log_group.a", {"retention_in_days": 0}, {"retention_in_days": 30}),
            entry("aws_kinesis_stream.b", {"retention_period": 168}, {"retention_period": 24}),
        ),
        says=(
            "high: retention_in_days goes from for ever to 30 days: what is older is deleted.",
            "high: retention_period goes from 168 hours to 24 hours: what is older is deleted.",
        ),
        good=(
            entry("aws_cloudwatch_log_group.a", {"retention_in_days": 30}, {"retention_in_days": 0}),
            entry(
                "aws_cloudwatch_log_group.b", {"retention_in_days": 30}, {}, after_unknown={"retention_in_days": True}
            ),
            entry("aws_kinesis_stream.c", {"retention_period": 24}, {"retention_period": 48}),
        ),
    ),
    "copies-end": Example(
        bad=(entry("aws_backup_plan.p", {"name": "p"}, None),),
        says=("high: It is destroyed: no more backups are made by it.",),
        good=(entry("aws_backup_plan.p", None, {"name": "p"}),),
    ),
    "backup-rule-shortened": Example(
        bad=(
            entry("aws_backup_plan.a", backed_up(None), backed_up(30)),
            entry("aws_backup_plan.b", backed_up(35), backed_up(7)),
            entry("aws_backup_plan.c", backed_up(35), {"rule": [{"rule_name": "weekly"}]}),
        ),
        says=(
            "high: New backups of rule daily are kept 30 days instead of for ever.",
            "high: New backups of rule daily are kept 7 days instead of 35 days.",
            "high: Backup rule daily goes: no more backups are made by it.",
        ),
        good=(entry("aws_backup_plan.a", backed_up(7), backed_up(35)),),
    ),
    "versioning-off": Example(
        bad=(
            entry(
                "aws_s3_bucket_versioning.a",
                {"versioning_configuration": [{"status": "Enabled"}]},
                {"versioning_configuration": [{"status": "Suspended"}]},
            ),
            entry("aws_s3_bucket_versioning.b", {"versioning_configuration": [{"status": "Enabled"}]}, None),
        ),
        says=(
            "high: The bucket keeps no more versions: an object that is overwritten or deleted from then on is lost.",
            "high: The bucket keeps no more versions: an object that is overwritten or deleted from then on is lost.",
        ),
        good=(
            entry(
                "aws_s3_bucket_versioning.a",
                {"versioning_configuration": [{"status": "Suspended"}]},
                {"versioning_configuration": [{"status": "Enabled"}]},
            ),
        ),
    ),
    "objects-expire-sooner": Example(
        bad=(
            entry("aws_s3_bucket_lifecycle_configuration.a", expiring(90), expiring(30)),
            entry("aws_s3_bucket_lifecycle_configuration.b", expiring(30, "Disabled"), expiring(30)),
        ),
        says=(
            "high: expiration in lifecycle rule old goes from 90 days to 30 days: older objects are deleted within a "
            "day.",
            "high: expiration in lifecycle rule old goes from never to 30 days: older objects are deleted within a day.",
        ),
        good=(
            entry("aws_s3_bucket_lifecycle_configuration.a", expiring(30), expiring(90)),
            entry("aws_s3_bucket_lifecycle_configuration.b", expiring(30), expiring(10, "Disabled")),
        ),
    ),
    "images-expire-sooner": Example(
        bad=(entry("aws_ecr_lifecycle_policy.p", images(30), images(10)),),
        says=("medium: Images expire sooner: the rule keeps 10 where it kept 30.",),
        good=(entry("aws_ecr_lifecycle_policy.p", images(10), images(30)),),
    ),
}
