"""What the alarms of an environment watch, in CloudWatch's own names."""

from modules.alarms.facts import DatabaseCopyFacts, DatabaseFacts
from modules.aurora_postgres.construct import AuroraPostgres
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.rds_postgres.construct import RdsPostgres
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_postgres.instance_classes import MEMORY_GIB

MIB_PER_GIB = 1024


def rds_facts(database: RdsPostgres, inputs: RdsPostgresInputs) -> list[DatabaseFacts]:
    """The instance and its read replicas."""
    primary = DatabaseFacts(
        component="database",
        identifier=database.identifier,
        connection_limit=database.connection_limit,
        memory_mib=MEMORY_GIB[inputs.instance_class] * MIB_PER_GIB,
        allocated_storage_gib=inputs.storage.allocated_gib,
        is_burstable=_is_burstable(inputs.instance_class),
    )
    replicas = [
        DatabaseFacts(
            component=f"database_{name}",
            identifier=database.replica_identifiers[name],
            connection_limit=database.connection_limit,
            memory_mib=MEMORY_GIB[replica.instance_class] * MIB_PER_GIB,
            allocated_storage_gib=inputs.storage.allocated_gib,
            is_burstable=_is_burstable(replica.instance_class),
            is_replica=True,
        )
        for name, replica in inputs.read_replicas.items()
    ]
    return [primary, *replicas]


def aurora_facts(database: AuroraPostgres, inputs: AuroraPostgresInputs) -> list[DatabaseFacts]:
    """Every instance of the cluster; which of them writes may change, so with readers all of them may follow."""
    return [
        DatabaseFacts(
            component=f"database_{number}",
            identifier=identifier,
            connection_limit=inputs.connection_limit,
            memory_mib=database.memory_mib,
            is_replica=len(database.member_identifiers) > 1,
            is_aurora=True,
            is_serverless=True,
        )
        for number, identifier in enumerate(database.member_identifiers, start=1)
    ]


def copy_facts(database: AuroraPostgres, inputs: AuroraPostgresInputs, region: str) -> DatabaseCopyFacts | None:
    """The cluster that follows in `region`; None unless the database is a global one."""
    if inputs.global_database is None or database.copy_identifier is None:
        return None
    return DatabaseCopyFacts(
        component="database",
        cluster_identifier=database.copy_identifier,
        region=region,
        has_instances=inputs.global_database.instance_count > 0,
    )


def _is_burstable(instance_class: str) -> bool:
    return instance_class.startswith("db.t")
