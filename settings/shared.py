"""The settings of what the environments of a system share."""

from modules.access_analyzer.inputs import AccessAnalyzerInputs
from modules.audit_trail.inputs import AuditTrailInputs
from modules.base.fields import LogRetentionDays
from modules.base.severity import Severity
from modules.budget.inputs import BudgetInputs
from modules.container_registry.inputs import RegistryInputs, RepositoryInputs, RepositoryName
from modules.cost_monitoring.inputs import CostMonitoringInputs
from modules.deploy_roles.inputs import DeployRolesInputs
from modules.encryption_key.inputs import EncryptionKeyInputs
from modules.guardduty.inputs import GuarddutyInputs
from modules.hosted_zone.inputs import HostedZoneInputs
from modules.topics.inputs import TopicInputs
from review.cost.usage import UsageInputs
from settings.promotion import PromotionSettings
from settings.scope import ScopeSettings
from settings.stack import StackSettings


class SharedSettings(StackSettings):
    """`envs/<system>/shared.tfvars`: what a system has once, and what its account has once."""

    deletion_protection: bool = True
    """Protects what holds data or an address: repositories, the hosted zone, the audit trail."""

    log_retention_days: LogRetentionDays = 365
    """Days that every log group keeps its events; audits look back a year."""

    encryption_key: EncryptionKeyInputs = EncryptionKeyInputs.defaults()
    """The key that encrypts images, logs and messages."""

    hosted_zone: HostedZoneInputs | None = None
    """The DNS zone the environments have their names in, if it is not another system's."""

    repositories: dict[RepositoryName, RepositoryInputs] = {}
    """The image repositories by name."""

    registry: RegistryInputs | None = None
    """Scanning and copies of all images of the account; in one shared.tfvars of an account only."""

    deploy_roles: DeployRolesInputs | None = None
    """The roles that GitHub Actions plans, applies and pushes images with."""

    audit_trail: AuditTrailInputs | None = None
    """Who called which API of the account; every trail of an account after the first one costs by event."""

    guardduty: GuarddutyInputs | None = None
    """Threat detection; in one shared.tfvars of an account only."""

    access_analyzer: AccessAnalyzerInputs | None = None
    """What of the account others can reach, and what nobody uses; in one shared.tfvars of an account only."""

    account_budget: BudgetInputs | None = None
    """What the whole account may cost in a month; in one shared.tfvars of an account only."""

    cost_monitoring: CostMonitoringInputs | None = None
    """What the bill can be divided by, and who hears of surprises on it."""

    topics: dict[Severity, TopicInputs] = {}
    """Who is told, by severity."""

    usage: UsageInputs = UsageInputs.defaults()
    """How much a month uses of what AWS prices by use; only estimates read it."""

    scope: ScopeSettings | None = None
    """Which changes of the system's source code have what built, tested, deployed and migrated."""

    promotion: PromotionSettings | None = None
    """The way a new version takes through the environments, and which settings go with it."""
