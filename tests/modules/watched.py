"""What alarms and dashboards watch, for the tests of both."""

from modules.alarms.facts import DatabaseFacts, LoadBalancerFacts, ServiceFacts

LOAD_BALANCER = LoadBalancerFacts(arn_suffix="app/shop-dev/1")
API = ServiceFacts(
    component="api",
    cluster_name="shop-dev",
    service_name="shop-dev-api",
    target_group_arn_suffixes=("targetgroup/api/1",),
)
BLUE_GREEN = ServiceFacts(
    component="api",
    cluster_name="shop-dev",
    service_name="shop-dev-api",
    target_group_arn_suffixes=("targetgroup/api-blue/1", "targetgroup/api-green/2"),
)
WORKER = ServiceFacts(component="worker", cluster_name="shop-dev", service_name="shop-dev-worker")
DATABASE = DatabaseFacts(
    component="database", identifier="shop-dev", connection_limit=84, memory_mib=1024, allocated_storage_gib=20
)
