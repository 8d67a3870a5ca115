"""The settings of one environment: the inputs of every module it is made of."""

from typing import Annotated

from pydantic import Field

from modules.alarms.inputs import AlarmsInputs
from modules.amplify_site.inputs import AmplifySiteInputs
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.backup.inputs import BackupInputs
from modules.base.fields import LogRetentionDays, PolicyArn, matching
from modules.base.severity import Severity
from modules.bucket.inputs import BucketInputs, BucketName
from modules.budget.inputs import BudgetInputs
from modules.dashboard.inputs import DashboardInputs
from modules.dns.inputs import DomainInputs
from modules.ecs_cluster.inputs import EcsClusterInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.encryption_key.inputs import EncryptionKeyInputs
from modules.external_cache.inputs import ExternalCacheInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.external_service.inputs import ExternalServiceInputs
from modules.load_balancer.inputs import LoadBalancerInputs
from modules.log_metrics.inputs import LogMetricInputs, MetricName
from modules.network.inputs import NetworkInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from modules.parameters.inputs import ParameterInputs
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_proxy.inputs import RdsProxyInputs
from modules.recovery_region.inputs import RecoveryRegionInputs
from modules.redis.inputs import RedisInputs
from modules.secrets.inputs import SecretInputs
from modules.static_site.inputs import StaticSiteInputs
from modules.topics.inputs import TopicInputs
from modules.tracing.inputs import TracingInputs, XrayDaemonInputs
from modules.user_pool.inputs import UserPoolInputs
from modules.web_acl.inputs import WebAclInputs
from review.cost.usage import UsageInputs
from settings.recovery_objectives import RecoveryObjectives
from settings.release import ReleaseSettings
from settings.stack import StackSettings
from settings.target import Deployment, Target

Frontend = Annotated[StaticSiteInputs | AmplifySiteInputs, Field(discriminator="kind")]
Database = Annotated[RdsPostgresInputs | AuroraPostgresInputs | ExternalDatabaseInputs, Field(discriminator="kind")]
Cache = Annotated[RedisInputs | ExternalCacheInputs, Field(discriminator="kind")]
ServiceName = Annotated[
    str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a service name of lower case letters, digits and single dashes")
]
EnvironmentName = Annotated[
    str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a name of lower case letters, digits and single dashes")
]
VariableName = Annotated[
    str,
    matching(r"[A-Za-z_][A-Za-z0-9_]*", "a name of letters, digits and underscores, as an environment variable has"),
]


class EnvironmentSettings(StackSettings):
    """`envs/<system>/<environment>.tfvars`: what differs from the modules' defaults, and nothing else."""

    deployed_as: EnvironmentName | None = None
    """Name that several files of the system have in common when they are scales of one and the same thing: it has one
    name in AWS and one state, and becomes what was deployed last. By default the environment's own name."""

    deletion_protection: bool = True
    """Protects what holds data or an address: database, user pool, load balancer, logs, secrets."""

    permissions_boundary_arn: PolicyArn | None = None
    """A policy that limits what every role of this environment can do, whatever the role is given. Whoever may change
    it may do anything, so an administrator makes it."""

    log_retention_days: LogRetentionDays = 30
    """Days that every log group keeps its events."""

    encryption_key: EncryptionKeyInputs = EncryptionKeyInputs.defaults()
    """The key that encrypts data and logs of this environment."""

    domain: DomainInputs
    """The name people reach the system by, and the hosted zone that holds it."""

    network: NetworkInputs
    """The VPC: its range, its zones, its ways out."""

    frontend: Frontend | None = None
    """Where the pages come from, unless a service serves them: a static site or Amplify."""

    web_acl: WebAclInputs | None = None
    """The firewall before the load balancer, or before the distribution when that passes requests on to it."""

    load_balancer: LoadBalancerInputs = LoadBalancerInputs.defaults()
    """The load balancer in front of the services."""

    cluster: EcsClusterInputs = EcsClusterInputs.defaults()
    """The ECS cluster the services run in."""

    services: dict[ServiceName, EcsServiceInputs] = Field(min_length=1)
    """The services by name: api, ui."""

    database: Database | None = None
    """The database, if the system has one."""

    previous_database: ExternalDatabaseInputs | None = None
    """The database outside AWS that `database` takes the place of: its secrets stay, and who connects to `database` may
    reach it, until the data has moved and this section is taken away. connects_to calls it previous_database."""

    database_proxy: RdsProxyInputs | None = None
    """A pool of connections in front of the database, if tasks are many or come and go."""

    cache: Cache | None = None
    """The cache, if the system has one."""

    buckets: dict[BucketName, BucketInputs] = {}
    """Files that tasks keep, by the name that connects_to uses, such as assets or backups."""

    previous_cache: ExternalCacheInputs | None = None
    """The same of the cache."""

    external_services: dict[ServiceName, ExternalServiceInputs] = {}
    """APIs outside AWS by the name that connects_to uses, such as pinecone or openai."""

    recovery_region: RecoveryRegionInputs | None = None
    """Another region that holds copies of the data, if the loss of a region is to be survived."""

    recovery_objectives: RecoveryObjectives | None = None
    """What the owners promise about getting the system back; `stackwright recovery` holds the settings to it."""

    backup: BackupInputs | None = None
    """Backups beside the database's own, kept longer or elsewhere."""

    tasks: dict[ServiceName, OneOffTaskInputs] = {}
    """Work that ends, by name: migrations that each release runs, or what a person starts."""

    secrets: dict[VariableName, SecretInputs] = {}
    """Secrets by the name a service sees them under; their values never come into this file."""

    parameters: dict[VariableName, ParameterInputs] = {}
    """Plain configuration in Parameter Store, by the name a service sees it under."""

    user_pool: UserPoolInputs | None = None
    """The Cognito user pool, if people sign in with one."""

    tracing: TracingInputs = XrayDaemonInputs.defaults(kind="xray_daemon")
    """How services that ask for tracing send their traces."""

    topics: dict[Severity, TopicInputs] = {}
    """Who is told of alarms, by severity."""

    alarms: AlarmsInputs = AlarmsInputs.defaults()
    """Thresholds of the alarms and how severe each is."""

    log_metrics: dict[MetricName, LogMetricInputs] = {}
    """The system's own metrics, read from the logs of its services, by name."""

    dashboard: DashboardInputs = DashboardInputs.defaults()
    """The picture of all metrics."""

    budget: BudgetInputs
    """What a month of this environment may cost."""

    release: ReleaseSettings = ReleaseSettings.defaults()
    """What a release does beside replacing tasks."""

    usage: UsageInputs = UsageInputs.defaults()
    """How much a month uses of what AWS prices by use; only estimates read it."""

    def deployment(self, target: Target) -> Deployment:
        return Deployment(target.system, self.deployed_as or target.environment)

    @property
    def has_database_copy(self) -> bool:
        """Whether a cluster in the recovery region follows the database."""
        return isinstance(self.database, AuroraPostgresInputs) and self.database.global_database is not None
