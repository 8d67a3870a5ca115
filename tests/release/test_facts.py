from pathlib import Path

import pytest

from release.facts import Database, Facts, HealthUrl, Service, Task, facts, matches
from settings.load import load_environment
from settings.target import Target

REPOSITORY = Path(__file__).parents[2]


def of(target_id: str) -> Facts:
    target = Target.parse(target_id)
    return facts(target, load_environment(target, REPOSITORY).settings)


def test_names_are_those_that_the_modules_give():
    found = of("macro-ai/dev")
    assert (found.name, found.cluster, found.parameter_path) == ("macro-ai-dev", "macro-ai-dev", "/macro-ai/dev/")
    service = found.services["api"]
    assert (service.ecs_name, service.container, service.strategy, service.port) == (
        "macro-ai-dev-api",
        "api",
        "rolling",
        3040,
    )


def test_scales_of_one_deployment_are_released_under_its_name():
    assert of("macro-ai-production/hobby").services["api"].ecs_name == "macro-ai-production-live-api"


def test_health_is_asked_for_where_people_are():
    assert of("macro-ai/dev").services["api"].health == HealthUrl("https://dev.macro-ai.com/api/health", "200")
    assert of("macro-ai-production/hobby").services["api"].health == HealthUrl(
        "https://api.macro-ai.com/api/health", "200"
    )


def test_an_internal_load_balancer_is_asked_through_the_distribution():
    assert of("eloquent/prod").services["api"].health == HealthUrl("https://eloquent-chat.com/health", "200")


def test_migrations_run_in_the_order_of_the_file():
    assert of("migrateai/production").tasks == (
        Task("migrate", "/migrateai/production/tasks/migrate", "migrate-backend", 900),
        Task("seed", "/migrateai/production/tasks/seed", "migrate-backend", 900),
    )


@pytest.mark.requirement("E-09")
def test_a_snapshot_is_taken_where_the_settings_ask_for_one():
    assert of("eloquent/prod").database == Database("eloquent-prod-database", is_cluster=True)
    assert of("eloquent/dev").database is None


@pytest.mark.requirement("E-13")
def test_the_contract_of_the_health_check_comes_from_the_settings():
    assert of("eloquent/prod").health_keys == ("status", "version", "database", "vector_store")


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [("/api/*", "/api/health", True), ("/api/*", "/api", False), ("/v?/x", "/v1/x", True), ("/a.b", "/axb", False)],
)
def test_patterns_are_the_load_balancers(pattern: str, path: str, expected: bool):
    assert matches(pattern, path) is expected


def test_a_worker_has_no_health_to_ask_for():
    assert Service("worker", "shop-dev-worker", "rolling", "image").health is None
