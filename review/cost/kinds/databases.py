"""RDS, Aurora and RDS Proxy."""

import re
from collections.abc import Iterator

from review.cost.amount import HOURS, Amount, scaled
from review.cost.line import Estimator, Part, fixed_and_beyond
from review.cost.surroundings import Surroundings, as_number, blocks, number, text, true
from review.model import Resource

STORED, BACKUP, CAPACITY = "database.stored_gib", "database.backup_gib", "database.average_acu"
SERVERLESS = "db.serverless"
EXTRA_LARGE = re.compile(r"\.(\d{0,3})xlarge$")
# https://aws.amazon.com/rds/proxy/pricing/: at least 2 vCPUs of an instance class, 8 ACUs of Aurora Serverless v2.
PROXY_VCPUS, PROXY_ACUS = 2, 8


def vcpus(instance_class: str) -> int:
    """Of an instance class of RDS: all sizes up to large have 2."""
    multiple = EXTRA_LARGE.search(instance_class)
    return 4 * int(multiple[1] or 1) if multiple else 2


def instance(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Hours of the class and storage, twice with a second zone; backups beyond what is free."""
    source = next(iter(around.referred(resource, "replicate_source_db", "aws_db_instance")), None)
    copies = 2 if true(resource, "multi_az") else 1
    engine, instance_class = text(source or resource, "engine", "postgres"), text(resource, "instance_class")
    yield Part(f"rds.{engine}.{instance_class}", "instance", Amount.always(HOURS * copies))

    allocated = number(resource, "allocated_storage") or (number(source, "allocated_storage") if source else 0.0)
    most = max(allocated, number(resource, "max_allocated_storage"))
    storage = f"rds.storage.{text(resource, 'storage_type', 'gp2')}"
    yield Part(storage, "storage", Amount.always(allocated * copies))
    grown = around.usage.database.stored_gib.each(lambda stored: min(max(stored, allocated), most) - allocated)
    if most > allocated:
        yield Part(storage, "storage that grows", grown * copies, (STORED,))
    if number(resource, "backup_retention_period"):
        backup = around.usage.database.backup_gib.with_each(grown, lambda kept, more: max(0.0, kept - allocated - more))
        yield Part("rds.backup", "backups beyond the storage's size", backup, (BACKUP, STORED))
    if text(resource, "database_insights_mode") == "advanced":
        insights = Amount.always(HOURS * copies * vcpus(instance_class))
        yield Part("rds.database_insights.advanced", "Database Insights", insights)


def cluster(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Storage, its reads and writes, and backups beyond its size. Instances are resources of their own."""
    usage, clusters = around.usage.database, around.of_type("aws_rds_cluster")
    copies = [one for one in clusters if _is_copy(one, around)]
    yield Part("aurora.storage", "storage", usage.stored_gib, (STORED,))
    backup = usage.backup_gib.with_each(usage.stored_gib, lambda kept, stored: max(0.0, kept - stored))
    yield Part("aurora.backup", "backups beyond the storage's size", backup, (BACKUP, STORED))
    if _is_copy(resource, around):
        writes = usage.replicated_write_millions * (1 / len(copies))
        yield Part("aurora.replicated_write", "writes copied here", writes, ("database.replicated_write_millions",))
    else:
        reads_and_writes = usage.io_millions * (1 / (len(clusters) - len(copies)))
        yield Part("aurora.io", "reads and writes", reads_and_writes, ("database.io_millions",))


def cluster_instance(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """Hours of a class, or capacity units."""
    instance_class = text(resource, "instance_class")
    if instance_class == SERVERLESS:
        yield from fixed_and_beyond("aurora.acu", "capacity units", _capacity(resource, around) * HOURS, CAPACITY)
    else:
        yield Part(f"aurora.postgres.{instance_class}", "instance", Amount.always(HOURS))


def proxy(resource: Resource, around: Surroundings) -> Iterator[Part]:
    """By the size of what it is in front of."""
    for target in around.referring(resource, "db_proxy_name", "aws_db_proxy_target"):
        members = around.referred(target, "db_instance_identifier", "aws_db_instance")
        for found in around.referred(target, "db_cluster_identifier", "aws_rds_cluster"):
            members += around.referring(found, "cluster_identifier", "aws_rds_cluster_instance")
        for member in members:
            instance_class = text(member, "instance_class")
            if instance_class == SERVERLESS:
                acus = _capacity(member, around).each(lambda units: max(PROXY_ACUS, units))
                yield from fixed_and_beyond("rds_proxy.acu", "capacity units of the database", acus * HOURS, CAPACITY)
            else:
                size = max(PROXY_VCPUS, vcpus(instance_class))
                yield Part("rds_proxy.vcpu", "vCPUs of the database", Amount.always(size * HOURS))


def _capacity(member: Resource, around: Surroundings) -> Amount:
    """The Aurora capacity units of an instance."""
    clusters = around.referred(member, "cluster_identifier", "aws_rds_cluster")
    limits = [one for found in clusters for one in blocks(found.values, "serverlessv2_scaling_configuration")]
    scaling = next(iter(limits), {})
    least, most = as_number(scaling.get("min_capacity")), as_number(scaling.get("max_capacity"))
    return scaled(least, most, around.usage.database.average_acu)


def _is_copy(resource: Resource, around: Surroundings) -> bool:
    """Whether a cluster follows another one, in a global database."""
    leads = around.referring(resource, "source_db_cluster_identifier", "aws_rds_global_cluster")
    return bool(resource.values.get("global_cluster_identifier")) and not leads


PRICED: dict[str, Estimator] = {
    "aws_db_instance": instance,
    "aws_rds_cluster": cluster,
    "aws_rds_cluster_instance": cluster_instance,
    "aws_db_proxy": proxy,
}
