"""What the environments of a system share: which modules it is made of, and how they are wired."""

from cdktf import App

from modules.access_analyzer.construct import AccessAnalyzer
from modules.audit_trail.construct import AuditTrail
from modules.base.severity import Severity
from modules.budget.construct import Budget
from modules.container_registry.construct import ContainerRegistry
from modules.cost_monitoring.construct import CostMonitoring
from modules.deploy_roles.construct import DeployRoles, TargetFacts
from modules.deploy_roles.inputs import DeployRolesInputs
from modules.deploy_roles.state_access import StateFacts
from modules.encryption_key.construct import EncryptionKey
from modules.guardduty.construct import Guardduty
from modules.hosted_zone.construct import HostedZone
from modules.state.construct import KEY_ALIAS
from modules.topics.construct import Topics
from resources import Ref
from settings.shared import SharedSettings
from settings.state import StateSettings
from settings.target import Deployment, Target
from stacks.base import BaseStack


class SharedStack(BaseStack):
    """Images, names and roles of a system, and what its account has once. Made by an administrator, before the rest."""

    def __init__(self, app: App, target: Target, settings: SharedSettings, state: StateSettings) -> None:
        replica_region = None if settings.registry is None else settings.registry.replica_region
        super().__init__(
            app, target, settings, state, aliases={} if replica_region is None else {"recovery": replica_region}
        )
        self._settings = settings
        self._key_arn = EncryptionKey(self, "encryption_key", settings.encryption_key).arn
        self._topic_arns = Topics(
            self,
            "topics",
            settings.topics,
            kms_key_arn=self._key_arn,
            deletion_protection=settings.deletion_protection,
        ).arns
        registry = ContainerRegistry(
            self,
            "registry",
            settings.repositories,
            settings.registry,
            kms_key_arn=self._key_arn,
            deletion_protection=settings.deletion_protection,
        )
        zone = self._hosted_zone_if_any()
        if settings.deploy_roles is not None:
            DeployRoles(
                self,
                "deploy_roles",
                settings.deploy_roles,
                state=_state_facts(state),
                targets=_target_facts(target, settings.deploy_roles),
                repository_arns=list(registry.arns.values()),
                hosted_zone_ids=[] if zone is None else [zone.zone_id],
            )
        self._watch_the_account()

    def _hosted_zone_if_any(self) -> HostedZone | None:
        settings = self._settings
        if settings.hosted_zone is None:
            return None
        return HostedZone(
            self,
            "hosted_zone",
            settings.hosted_zone,
            kms_key_arn=self._key_arn,
            log_retention_days=settings.log_retention_days,
            deletion_protection=settings.deletion_protection,
        )

    def _watch_the_account(self) -> None:
        settings = self._settings
        if settings.audit_trail is not None:
            AuditTrail(
                self,
                "audit_trail",
                settings.audit_trail,
                log_retention_days=settings.log_retention_days,
                deletion_protection=settings.deletion_protection,
            )
        if settings.guardduty is not None:
            Guardduty(self, "guardduty", settings.guardduty, topic_arn=self._topic(settings.guardduty.severity))
        if settings.access_analyzer is not None:
            analyzer = settings.access_analyzer
            AccessAnalyzer(self, "access_analyzer", analyzer, topic_arn=self._topic(analyzer.severity))
        if settings.account_budget is not None:
            budget = settings.account_budget
            Budget(self, "account_budget", budget, tags={}, topic_arn=self._topic(budget.severity))
        if settings.cost_monitoring is not None:
            anomalies = settings.cost_monitoring.anomalies
            topic = None if anomalies is None else self._topic(anomalies.severity)
            CostMonitoring(self, "cost_monitoring", settings.cost_monitoring, topic_arn=topic)

    def _topic(self, severity: Severity) -> Ref | None:
        return self._topic_arns.get(severity)


def _state_facts(state: StateSettings) -> StateFacts:
    return StateFacts(
        context=state.context(Target.parse("state")),
        bucket_name=state.state.bucket_name,
        lock_table_name=state.state.lock_table_name,
        key_alias=KEY_ALIAS,
    )


def _target_facts(shared: Target, inputs: DeployRolesInputs) -> dict[str, TargetFacts]:
    """What the roles have to know of the system's environments and of its shared stack."""
    names = (*inputs.environments, shared.environment)
    deployments = {name: Deployment(shared.system, name) for name in names}
    return {name: TargetFacts(name=one.name, state_key=one.state_key) for name, one in deployments.items()}
