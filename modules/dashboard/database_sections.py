"""What is shown of databases."""

from modules.alarms.facts import DatabaseCopyFacts, DatabaseFacts
from modules.dashboard.widgets import Chart, Line, Section


def database_section(database: DatabaseFacts) -> Section:
    """One database instance."""

    def line(label: str, name: str, statistic: str = "Average", *, on_the_right: bool = False) -> Line:
        return Line(
            label=label,
            namespace="AWS/RDS",
            name=name,
            statistic=statistic,
            dimensions={"DBInstanceIdentifier": database.identifier},
            on_the_right=on_the_right,
        )

    cpu = [line("CPU", "CPUUtilization")]
    if database.is_burstable:
        cpu.append(line("credits", "CPUCreditBalance", on_the_right=True))
    if database.is_serverless:
        cpu.append(line("ACU", "ServerlessDatabaseCapacity", on_the_right=True))
    room = [line("free memory", "FreeableMemory")]
    if database.allocated_storage_gib is not None:
        room.append(line("free storage", "FreeStorageSpace", on_the_right=True))
    charts = [
        Chart(title="CPU", lines=cpu),
        Chart(
            title="Connections",
            lines=[line("connections", "DatabaseConnections", "Maximum")],
            limit=database.connection_limit,
            limit_label="max_connections",
        ),
        Chart(title="Room", lines=room),
        Chart(
            title="Latency of the storage",
            lines=[line("reads", "ReadLatency"), line("writes", "WriteLatency")],
        ),
        Chart(
            title="Operations a second",
            lines=[line("reads", "ReadIOPS"), line("writes", "WriteIOPS")],
        ),
    ]
    if database.is_replica:
        name = "AuroraReplicaLag" if database.is_aurora else "ReplicaLag"
        unit = "ms" if database.is_aurora else "s"
        charts.append(Chart(title=f"Behind the primary, {unit}", lines=[line("lag", name, "Maximum")]))
    return Section(title=database.component.replace("_", " "), charts=charts)


def copy_section(copy: DatabaseCopyFacts) -> Section:
    """The cluster of a global database that follows in another region."""

    def chart(title: str, label: str, metric: str) -> Chart:
        # Looked up by the cluster alone, as AWS gives these metrics other dimensions too.
        search = f'Namespace="AWS/RDS" MetricName="{metric}" DBClusterIdentifier="{copy.cluster_identifier}"'
        line = Line(label=label, expression=f"SEARCH('{search}', 'Maximum')", id=label)
        return Chart(title=title, lines=[line], region=copy.region)

    return Section(
        title=f"{copy.component} in {copy.region}".replace("_", " "),
        charts=[
            chart("Commits that the copy does not have yet, ms", "behind", "AuroraGlobalDBRPOLag"),
            chart("Way of a change to the copy, ms", "lag", "AuroraGlobalDBReplicationLag"),
        ],
    )
