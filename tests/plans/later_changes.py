"""Changes of deployed systems, one of each input that is taken to be telling; all of a target are planned together."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Change:
    """Another value of a setting, `services.api.route.priority`, with what has to change beside it."""

    target: str
    path: str
    value: Any
    beside: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.target}:{self.path}"


def _of(target: str, **changes: Any) -> tuple[Change, ...]:
    return tuple(Change(target, path.replace("__", "."), value) for path, value in changes.items())


DEPLOYED, WITH_AURORA, SHARED = "macro-ai-production/enterprise", "eloquent/prod", "macro-ai/shared"

CHANGES = (
    *_of(
        DEPLOYED,
        network__cidr_block="10.61.0.0/16",
        network__nat_gateway_count=1,
        network__task_availability_zone_count=2,
        network__interface_endpoints=["ecr.api", "ecr.dkr", "logs"],
        network__flow_log_traffic="REJECT",
        load_balancer__internal=True,
        load_balancer__idle_timeout_seconds=70,
        load_balancer__test_listener_port=9443,
        load_balancer__ingress_cidr_blocks=["203.0.113.0/24"],
        services__api__cpu_units=512,
        services__api__cpu_architecture="X86_64",
        services__api__environment={"LOG_LEVEL": "debug"},
        services__api__secrets=["API_KEY"],
        services__api__connects_to=["database"],
        services__api__user_pool_admin=False,
        services__api__tracing=False,
        services__api__log_retention_days=14,
        services__api__ephemeral_storage_gib=50,
        services__api__container={"stop_timeout_seconds": 60},
        services__api__container_port=3041,
        services__api__capacity={"fargate_spot_weight": 1},
        services__api__deployment={"kind": "rolling"},
        services__api__route__priority=20,
        services__api__route__path_patterns=["/v2/*"],
        services__api__health_check__path="/healthy",
        services__api__autoscaling__maximum_tasks=20,
        services__api__autoscaling__memory_percent=0,
        database__database_name="other",
        database__master_username="owner",
        database__engine_version="17",
        database__instance_class="db.r6g.xlarge",
        database__storage__allocated_gib=40,
        database__storage__maximum_gib=200,
        database__multi_az=False,
        database__backup_retention_days=20,
        database__backup_window="01:00-02:00",
        database__extensions=["vector", "pgcrypto"],
        database__ca_certificate="rds-ca-ecc384-g1",
        database__monitoring__performance_insights_days=31,
        cache__node_type="cache.r6g.xlarge",
        cache__node_count=3,
        cache__authentication="iam",
        cache__maxmemory_policy="noeviction",
        cache__snapshot_retention_days=14,
        parameters__OPENAI_MODEL__value="gpt-5",
        user_pool__domain_prefix="macro-ai-other",
        user_pool__callback_urls=["https://macro-ai.com/signed-in"],
        user_pool__password_minimum_length=16,
        user_pool__mfa_configuration="ON",
        recovery_region__database_backup_retention_days=31,
        backup__rules__daily__retention_days=40,
        cluster__container_insights="enabled",
        encryption_key__rotation_period_days=180,
        web_acl__ip_reputation=False,
        topics__P3__email_addresses=["others@macro-ai.com"],
        alarms__services__severity="P2",
        budget__monthly_usd=2000,
    ),
    Change(DEPLOYED, "cache.engine", "redis", {"cache.engine_version": "7.1"}),
    *_of(
        WITH_AURORA,
        network__availability_zones=["us-east-1a", "us-east-1c", "us-east-1b"],
        frontend__price_class="PriceClass_All",
        frontend__index_document="app.html",
        frontend__api__response_timeout_seconds=30,
        services__api__autoscaling__requests_per_target=500,
        external_services__pinecone__secrets={"OTHER_KEY": "From the console"},
        external_services__pinecone__port=444,
        database__database_name="other",
        database__master_username="owner",
        database__engine_version="17",
        database__minimum_acu=1,
        database__storage_type="aurora-iopt1",
        database__reader_count=0,
        database__backup_retention_days=14,
        database__ca_certificate="rds-ca-ecc384-g1",
        database__global_database={"instance_count": 1},
        recovery_region__database_network__cidr_block="10.45.0.0/24",
        log_metrics__chat_answer_ms__unit="Seconds",
    ),
    *_of(
        SHARED,
        hosted_zone__name="macro-ai.org",
        hosted_zone__report_email="other@macro-ai.com",
        audit_trail__object_lock={"days": 30},
        audit_trail__retention_days=500,
        guardduty__minimum_severity=4,
        deploy_roles__branch="release",
        cost_monitoring__anomalies__minimum_impact_usd=40,
    ),
)
