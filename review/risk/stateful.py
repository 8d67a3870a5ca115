"""What holds data, and what is lost with it."""

from collections.abc import Mapping
from typing import Any, Final

from review.risk.subject import text

AWS: Final[Mapping[str, str]] = {
    # databases
    "aws_db_instance": "the database with its automated backups",
    "aws_rds_cluster": "the cluster's databases with their automated backups",
    "aws_db_snapshot": "the snapshot",
    "aws_db_snapshot_copy": "the copy of the snapshot",
    "aws_db_cluster_snapshot": "the snapshot",
    "aws_rds_cluster_snapshot_copy": "the copy of the snapshot",
    "aws_db_instance_automated_backups_replication": "the copies of the backups in the other region",
    "aws_docdb_cluster": "the cluster's databases with their automated backups",
    "aws_neptune_cluster": "the cluster's graph with its automated backups",
    "aws_dynamodb_table": "every item of the table",
    "aws_dynamodb_table_replica": "the table's copy in the other region",
    "aws_keyspaces_table": "every row of the table",
    "aws_keyspaces_keyspace": "every table of the keyspace",
    "aws_redshift_cluster": "the warehouse with its automated snapshots",
    "aws_redshiftserverless_namespace": "the warehouse's databases",
    "aws_timestreamwrite_database": "every table of the database",
    "aws_timestreamwrite_table": "every record of the table",
    "aws_opensearch_domain": "every index of the domain",
    "aws_opensearchserverless_collection": "every index of the collection",
    "aws_elasticsearch_domain": "every index of the domain",
    "aws_memorydb_cluster": "everything in the database",
    "aws_elasticache_cluster": "everything in the cache, sessions and queues included",
    "aws_elasticache_replication_group": "everything in the cache, sessions and queues included",
    "aws_elasticache_serverless_cache": "everything in the cache, sessions and queues included",
    "aws_dax_cluster": "what the cache has not written yet",
    "aws_qldb_ledger": "the ledger",
    "aws_glue_catalog_database": "the descriptions of the tables",
    "aws_glue_catalog_table": "the description of the table",
    # files and disks
    "aws_s3_bucket": "every object in the bucket",
    "aws_s3_directory_bucket": "every object in the bucket",
    "aws_s3tables_table": "every row of the table",
    "aws_s3tables_table_bucket": "every table in the bucket",
    "aws_glacier_vault": "every archive in the vault",
    "aws_efs_file_system": "every file",
    "aws_fsx_lustre_file_system": "every file",
    "aws_fsx_ontap_file_system": "every file",
    "aws_fsx_ontap_volume": "every file of the volume",
    "aws_fsx_openzfs_file_system": "every file",
    "aws_fsx_openzfs_volume": "every file of the volume",
    "aws_fsx_windows_file_system": "every file",
    "aws_fsx_backup": "the backup",
    "aws_ebs_volume": "everything on the disk",
    "aws_ebs_snapshot": "the snapshot",
    "aws_ebs_snapshot_copy": "the copy of the snapshot",
    "aws_ami": "the image",
    "aws_instance": "everything on its own disks",
    "aws_backup_vault": "every recovery point in the vault",
    "aws_backup_logically_air_gapped_vault": "every recovery point in the vault",
    "aws_lightsail_database": "the database",
    "aws_lightsail_disk": "everything on the disk",
    "aws_lightsail_instance": "everything on its disk",
    "aws_workspaces_workspace": "everything on the desktop's disks",
    # messages and streams
    "aws_sqs_queue": "the messages that nobody has handled yet",
    "aws_kinesis_stream": "the records that nobody has read yet",
    "aws_kinesis_video_stream": "the recorded video",
    "aws_msk_cluster": "every topic of the cluster",
    "aws_msk_serverless_cluster": "every topic of the cluster",
    "aws_mq_broker": "the messages that nobody has handled yet",
    # people, secrets and keys
    "aws_cognito_user_pool": "all users with their passwords",
    "aws_cognito_identity_pool": "the identities of all users",
    "aws_directory_service_directory": "all users and computers of the directory",
    "aws_secretsmanager_secret": "the secret's value, which nobody may have kept",
    "aws_kms_key": "the key, and with it everything that is encrypted with it",
    "aws_kms_external_key": "the key, and with it everything that is encrypted with it",
    "aws_kms_replica_key": "the key in this region, and with it what is encrypted with it here",
    "aws_cloudhsm_v2_cluster": "the keys in the cluster",
    # images, logs, code, names
    "aws_ecr_repository": "every image in the repository",
    "aws_ecrpublic_repository": "every image in the repository",
    "aws_codeartifact_repository": "every package in the repository",
    "aws_codecommit_repository": "the code and its history",
    "aws_cloudwatch_log_group": "all events of the log group",
    "aws_prometheus_workspace": "all metrics of the workspace",
    "aws_grafana_workspace": "all dashboards of the workspace",
    "aws_route53_zone": "the zone's records and the name servers that the domain is delegated to",
    "aws_sagemaker_notebook_instance": "everything on the notebook's disk",
}
"""Type -> what is gone for good when one is destroyed; what AWS keeps for some days or by request is gone too."""

DATA_WORDS: Final = frozenset(
    (
        *("database", "db", "sql", "mysql", "postgresql", "postgres", "mariadb", "mssql", "mongodb", "mongodbatlas"),
        *("cosmosdb", "cassandra", "redis", "valkey", "elasticsearch", "opensearch", "spanner", "bigtable", "dataset"),
        *("bucket", "disk", "volume", "filesystem", "filestore", "share", "snapshot", "backup", "vault", "storage"),
        *("registry", "repository", "queue", "kafka", "ledger", "warehouse", "table"),
    )
)
KIND_WORDS: Final = frozenset(
    (
        *("instance", "cluster", "server", "account", "container", "claim", "v1", "v2", "flexible", "managed", "group"),
        *("advanced", "serverless", "persistent", "file", "system", "cache", "project", "store", "namespace", "box"),
    )
)
"""May stand behind a data word in a type that holds data. Anything else makes it a piece: `bucket_iam_member`."""


def lost_with(type: str, values: Mapping[str, Any]) -> str | None:
    """What is lost when a resource of an AWS type is destroyed; None where nothing is, or the type is not known."""
    if type == "aws_ssm_parameter":
        return "the parameter's value, which nobody may have kept" if text(values, "type") == "SecureString" else None
    return AWS.get(type)


def sounds_stateful(type: str) -> bool:
    """Whether a type that no table knows has the name of something that holds data."""
    words = type.split("_") if type.startswith("mongodbatlas_") else type.split("_")[1:]
    known = [index for index, word in enumerate(words) if word in DATA_WORDS]
    return bool(known) and "route" not in words and all(word in DATA_WORDS | KIND_WORDS for word in words[known[-1] :])
