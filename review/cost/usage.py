"""The `usage` block of a tfvars file: how much of what AWS prices by use an environment needs in a month."""

from typing import Annotated

from pydantic import Field

from modules.base.inputs import Inputs
from review.cost.amount import Amount
from review.cost.ranges import Range, of


class TrafficUsage(Inputs):
    """What goes through the network."""

    requests_millions: Range = of(1)
    """Millions of requests to the services."""

    response_gib: Range = of(20)
    """Answers of the services that go to the internet."""

    nat_gib: Range = of(20)
    """In and out through all NAT gateways together: calls of other people's APIs, images, logs without endpoints."""

    endpoint_gib: Range = of(10)
    """Through all interface endpoints together."""

    cross_zone_gib: Range = of(20)
    """Between availability zones: tasks to a database or cache in another one."""


class SiteUsage(Inputs):
    """What people load of the site, which CloudFront or Amplify serves."""

    requests_millions: Range = of(1)
    """Millions of requests for files of the site."""

    served_gib: Range = of(20)
    """Files of the site that go to the internet."""

    stored_gib: Range = of(1)
    """Builds that Amplify keeps."""

    build_minutes: Range = of(0)
    """Minutes of builds on Amplify; none where a release uploads what it has built elsewhere."""


class DatabaseUsage(Inputs):
    """What databases hold and do, all of the environment together."""

    average_acu: float | None = Field(None, ge=0)
    """Average Aurora capacity units of each instance, between its least and its most."""

    stored_gib: Range = of(20)
    """Data in the database. RDS grows its storage when this is more than what it begins with."""

    io_millions: Range = of(10)
    """Millions of reads and writes of Aurora's storage."""

    replicated_write_millions: Range = of(3)
    """Millions of writes that a global database sends to another region."""

    backup_gib: Range = of(20)
    """All that the database's own backups hold; as much as its storage is free."""


class StorageUsage(Inputs):
    """What buckets, repositories and tables hold, all of the stack together."""

    objects_gib: Range = of(10)
    """Objects in all buckets: files of the site, access logs, audit trail."""

    writes_thousands: Range = of(50)
    """Thousands of requests that write or list objects."""

    reads_thousands: Range = of(500)
    """Thousands of requests that read objects."""

    images_gib: Range = of(5)
    """Images in all repositories, without their copies."""

    tables_gib: Range = of(0.1)
    """Items in all tables."""

    table_requests_millions: Range = of(0.01)
    """Millions of reads of tables, and as many writes."""

    cache_snapshot_gib: Range = of(0.5)
    """One snapshot of the cache; the first of them is free."""


class LogUsage(Inputs):
    """What is written to CloudWatch Logs."""

    services_gib: Range = of(5)
    """Lines of the services."""

    flow_gib: Range = of(2)
    """Flow logs of the network."""

    firewall_gib: Range = of(0.1)
    """Requests that the firewall logs: those it blocks or counts."""

    other_gib: Range = of(1)
    """Database, cache, audit trail and everything else."""


class BackupUsage(Inputs):
    """Backups beside the database's own."""

    stored_gib: Range = of(40)
    """What AWS Backup keeps in each vault."""

    transferred_gib: Range = of(20)
    """What is copied to another region."""


class AuditUsage(Inputs):
    """What watches the account sees."""

    api_calls_millions: Range = of(1)
    """Millions of calls that change or list something."""

    further_trail_calls_millions: Range = of(0)
    """The same where another trail of the account already records it, which makes this one cost."""

    data_events_millions: Range = of(1)
    """Millions of reads and writes of watched buckets."""

    analysed_roles: Range = of(100)
    """Roles and users whose unused access is looked for."""

    database_vcpus: Range = of(4)
    """vCPUs of the databases whose logins are watched."""


class UsageInputs(Inputs):
    """What a month uses. Each figure is that of the expected month, or [quiet, expected, busy].

    From one figure a quiet month uses half and a busy one twice as much. Figures that are left out are assumed, and
    estimates say so.
    """

    free_allowance_share: float = Field(0.0, ge=0, le=1)
    """Share of what AWS gives each account for nothing every month that is left for this environment, 0 to 1."""

    average_tasks: dict[str, Annotated[float, Field(ge=0)]] = {}
    """Service -> tasks that run on average, between the fewest and the most that its autoscaling allows."""

    monthly_active_users: Range = of(100)
    """People who sign in at least once."""

    traffic: TrafficUsage = TrafficUsage.defaults()
    """What goes through the network."""

    site: SiteUsage = SiteUsage.defaults()
    """What people load of the site."""

    database: DatabaseUsage = DatabaseUsage.defaults()
    """What databases hold and do."""

    storage: StorageUsage = StorageUsage.defaults()
    """What buckets, repositories and tables hold."""

    logs: LogUsage = LogUsage.defaults()
    """What is written to CloudWatch Logs."""

    backup: BackupUsage = BackupUsage.defaults()
    """Backups beside the database's own."""

    audit: AuditUsage = AuditUsage.defaults()
    """What watches the account sees."""

    key_rotations: int = Field(0, ge=0, le=2)
    """How often keys have been rotated: the first and the second time each add the price of the key."""

    key_requests_millions: Range = of(0.2)
    """Millions of uses of KMS keys."""

    alerts_thousands: Range = of(0.1)
    """Thousands of messages about alarms to each of those who are told."""

    def amount(self, figure: str) -> Amount:
        """A figure by its dotted name, such as `logs.flow_gib`."""
        section, name = self._section(figure)
        return getattr(section, name)

    def is_given(self, figure: str) -> bool:
        """Whether the file has a figure; otherwise it is assumed."""
        section, name = self._section(figure)
        given = section is self or figure.partition(".")[0] in self.model_fields_set
        return given and name in section.model_fields_set

    def _section(self, figure: str) -> tuple[Inputs, str]:
        section, _, name = figure.rpartition(".")
        return (getattr(self, section) if section else self), name
