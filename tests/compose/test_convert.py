"""Compose files as sections of the settings."""

from pathlib import Path
from typing import Any

import pytest

from compose.convert import Conversion, converted
from compose.keys import DEPLOY_LEFT_OUT, DEPLOY_TAKEN_OVER, LEFT_OUT, TAKEN_OVER
from settings.problem import SettingsError

HERE = Path(__file__).parent
ECR = "<account id>.dkr.ecr.<region>.amazonaws.com"


def convert(text: str) -> Conversion:
    return converted(text, "c.yml", HERE / "samples")


def service(fields: str) -> dict[str, Any]:
    """The only service of a file, without what every service has."""
    found = dict(one(fields).sections["services"]["api"])
    assert (found.pop("image"), found.pop("cpu_units"), found.pop("memory_mib")) == ("a:1", 256, 512)
    container = found.pop("container")
    assert container.pop("read_only_root_filesystem", True) in (False, True)
    return found | ({"container": container} if container else {})


def one(fields: str) -> Conversion:
    return convert(f"services:\n  api:\n    image: a:1\n    {fields}\n")


def notes(found: Conversion, kind: str) -> list[str]:
    return [f"{note.line}: {note.what}: {note.why}" for note in found.notes if note.kind == kind]


def refusal(text: str) -> list[str]:
    with pytest.raises(SettingsError) as error:
        convert(text)
    return str(error.value).splitlines()


# --- one service


@pytest.mark.requirement("A-06")
def test_the_environment_is_a_map_or_a_list():
    expected = {"environment": {"A": "1", "B": "x=y", "C": ""}}
    assert service("environment: {A: 1, B: x=y, C: ''}") == expected
    assert service("environment: [A=1, B=x=y, C=]") == expected


def test_a_variable_of_the_shell_has_to_be_completed():
    found = one("environment: [A]")
    assert notes(found, "to complete")[1:] == [
        "4: services.api.environment.A: its value comes from the shell that runs compose"
    ]


@pytest.mark.requirement("A-06")
def test_a_file_of_variables_is_read_before_the_environment():
    found = one("env_file: shop.env\n    environment: {FEATURE: 'off'}").sections["services"]["api"]
    assert (found["environment"], found["secrets"]) == ({"FEATURE": "off"}, ["SENTRY_DSN"])


def test_a_file_of_variables_that_is_not_there_has_to_be_completed():
    found = one("env_file: [{path: gone.env}]")
    assert notes(found, "to complete")[1:] == [
        "4: env_file gone.env: it cannot be read here; add its variables by hand"
    ]


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ("deploy: {resources: {limits: {cpus: '0.5', memory: 512M}}}", (512, 1024)),
        ("deploy: {resources: {limits: {cpus: '0.25', memory: 3g}}}", (512, 3072)),
        ("deploy: {resources: {limits: {memory: 1g}}}", (256, 1024)),
        ("cpus: 2", (2048, 4096)),
        ("mem_limit: 600m", (256, 1024)),
    ],
)
def test_limits_are_the_smallest_task_that_has_them(fields: str, size: tuple[int, int]):
    found = one(fields).sections["services"]["api"]
    assert (found["cpu_units"], found["memory_mib"]) == size


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("fields", "command"),
    [
        ('["CMD", "curl", "-f", "http://localhost:8000/health"]', "curl -f http://localhost:8000/health"),
        ('["CMD-SHELL", "wget -q localhost || exit 1"]', "wget -q localhost || exit 1"),
        ('"pg_isready"', "pg_isready"),
    ],
)
def test_a_health_check_is_a_command(fields: str, command: str):
    found = service(f"healthcheck: {{test: {fields}, interval: 1m, timeout: 10s, retries: 3, start_period: 5s}}")
    assert found["container"]["health_check"] == {
        "command": command,
        "interval_seconds": 60,
        "timeout_seconds": 10,
        "start_period_seconds": 5,
        "retries": 3,
    }


@pytest.mark.parametrize("fields", ["{disable: true}", '{test: ["NONE"]}'])
def test_a_health_check_may_be_switched_off(fields: str):
    assert "container" not in service(f"healthcheck: {fields}")


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("curl -f http://localhost:8000/api/health || exit 1", "/api/health"),
        ("wget http://127.0.0.1/ready", "/ready"),
        ("curl http://localhost:8000", "/"),
        ("curl 'http://0.0.0.0:1/x?y=1'", "/x?y=1"),
    ],
)
def test_the_load_balancer_asks_for_the_path_of_the_health_check(command: str, path: str):
    found = one(f'ports: ["8000:8000"]\n    healthcheck: {{test: "{command}"}}')
    assert found.sections["services"]["api"]["health_check"] == {"path": path}


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("ports", "port"),
    [
        ('["80:8000"]', 8000),
        ('["127.0.0.1:80:8000/tcp"]', 8000),
        ("[8000]", 8000),
        ('["${PORT:-80}:8000"]', 8000),
        ("[{target: 8000, published: 80}]", 8000),
        ('["53:53/udp", "80:8000"]', 8000),
        ('["8000:8000", "9000:9000"]', 8000),
    ],
)
def test_the_port_is_that_of_the_container(ports: str, port: int):
    found = service(f"ports: {ports}")
    assert (found["container_port"], found["route"]) == (port, {"priority": 1000, "path_patterns": ["/*"]})


def test_ports_that_have_no_place_are_told():
    found = one('ports: ["53:53/udp", "8000-8010:8000-8010", "80:8000", "9000:9000"]')
    assert notes(found, "left out") == [
        "4: services.api.ports: 53:53/udp is no single TCP port",
        "4: services.api.ports: 8000-8010:8000-8010 is no single TCP port",
        "4: services.api.ports: a service has one port; 9000 is another one",
    ]


def test_a_port_of_root_has_to_be_changed():
    assert (
        "4: services.api.ports: only root may listen on 80; let the container listen on 1024 or above, and write that"
        in (notes(one('ports: ["80:80"]'), "to complete"))
    )


def test_a_service_without_ports_is_a_worker():
    assert service("command: celery -A app worker") == {"command": ["celery", "-A", "app", "worker"]}


@pytest.mark.requirement("A-06")
def test_secret_files_become_names_of_variables():
    found = one("secrets: [db-password, {source: openai, target: x}]")
    assert found.sections["services"]["api"]["secrets"] == ["DB_PASSWORD", "OPENAI"]
    assert list(found.sections["secrets"]) == ["DB_PASSWORD", "OPENAI"]
    assert (
        notes(found, "changed")[0] == "4: services.api.secrets.db-password: it is the variable DB_PASSWORD, not a file"
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("user: '1001:1001'", {"user": "1001:1001"}),
        ("user: node", {"user": "node"}),
        ("user: root", None),
        ("user: '0'", None),
        ("stop_grace_period: 45s", {"stop_timeout_seconds": 45}),
        ("stop_grace_period: 10m", {"stop_timeout_seconds": 120}),
        ("read_only: true\n    tmpfs: ['/tmp:size=32m,mode=700', /run]", {"writable_paths": {"/tmp": 32, "/run": 64}}),
        ("read_only: true\n    tmpfs: /run", {"writable_paths": {"/run": 64}}),
    ],
)
def test_the_container_runs_as_it_did(fields: str, expected: dict[str, Any] | None):
    found = convert(f"services:\n  api:\n    image: a:1\n    {fields}\n").sections["services"]["api"]
    container = dict(found.get("container", {}))
    assert container.pop("read_only_root_filesystem", True) is ("read_only" in fields)
    assert (container or None) == expected


def test_replicas_are_the_desired_count():
    assert service("deploy: {replicas: 3}") == {"desired_count": 3}
    assert service("scale: 2") == {"desired_count": 2}


def test_the_platform_is_the_architecture():
    assert service("platform: linux/arm64/v8") == {"cpu_architecture": "ARM64"}


@pytest.mark.requirement("A-06")
@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("image: a:1.2", "a:1.2"),
        ("image: a@sha256:1f", "a@sha256:1f"),
        ("image: r.io:5000/a:v1", "r.io:5000/a:v1"),
        ("image: 'a:${TAG:-7}'", "a:7"),
        ("image: 'a:${TAG}'", f"{ECR}/api@sha256:<digest>"),
        ("image: a", f"{ECR}/api@sha256:<digest>"),
        ("image: a:latest", f"{ECR}/api@sha256:<digest>"),
        ("image: r.io:5000/a", f"{ECR}/api@sha256:<digest>"),
        ("build: .", f"{ECR}/api@sha256:<digest>"),
    ],
)
def test_an_image_that_moves_has_to_be_completed(image: str, expected: str):
    found = convert(f"services:\n  api:\n    {image}\n")
    assert found.sections["services"]["api"]["image"] == expected
    assert any("services.api.image" in note for note in notes(found, "to complete")) is expected.startswith(ECR)


@pytest.mark.requirement("A-06")
def test_what_has_no_place_is_listed_with_its_line():
    found = one(
        "restart: always\n    privileged: true\n    volumes: [a:/b]\n    colour: red\n    deploy: {mode: global}"
    )
    assert notes(found, "left out") == [
        "4: services.api.restart: ECS starts a task again that has ended",
        "5: services.api.privileged: Fargate does not offer it",
        "6: services.api.volumes: a task keeps no files; data goes to the database or a bucket",
        "7: services.api.colour: compose knows no such key of a service",
        "8: services.api.deploy.mode: replicas say how many tasks there are",
    ]


def test_no_key_is_both_taken_over_and_left_out():
    assert not TAKEN_OVER & LEFT_OUT.keys()
    assert not DEPLOY_TAKEN_OVER & DEPLOY_LEFT_OUT.keys()


# --- several services


@pytest.mark.requirement("A-06")
def test_postgresql_is_the_database_and_redis_the_cache():
    found = convert(
        "services:\n"
        "  api: {image: 'a:1', depends_on: [db, cache]}\n"
        "  db: {image: 'postgres:15.4-alpine', environment: [POSTGRES_DB=shop]}\n"
        "  cache: {image: 'valkey/valkey:8'}\n"
    )
    assert found.sections["database"] == {
        "kind": "rds_postgres",
        "engine_version": "15",
        "instance_class": "db.t4g.micro",
        "database_name": "shop",
    }
    assert found.sections["cache"]["kind"] == "redis"
    assert found.sections["services"]["api"]["connects_to"] == ["database", "cache"]
    assert list(found.sections["services"]) == ["api"]


@pytest.mark.parametrize(
    ("image", "version", "extensions"),
    [
        ("pgvector/pgvector:pg17", "17", ["vector"]),
        ("postgis/postgis:16-3.4", "16", ["postgis"]),
        ("timescale/timescaledb:2.14.2-pg15", "15", None),
        ("docker.io/bitnami/postgresql:16.2.0", "16", None),
        ("postgres", "16", None),
    ],
)
def test_the_version_of_the_database_is_that_of_its_image(image: str, version: str, extensions: list[str] | None):
    found = convert(f"services:\n  api: {{image: 'a:1'}}\n  db: {{image: '{image}'}}\n").sections["database"]
    assert (found["engine_version"], found.get("extensions")) == (version, extensions)


def test_what_is_no_container_on_aws_is_told():
    found = convert(
        "services:\n  api: {image: 'a:1'}\n  proxy: {image: 'nginx:1'}\n  queue: {image: 'rabbitmq:3'}\n"
        "  one: {image: 'redis:7'}\n  two: {image: 'redis:7'}\n"
    )
    assert notes(found, "left out") == [
        "3: services.proxy: the load balancer and route do this",
        "4: services.queue: no module runs it; use it as one of external_services",
        "6: services.two: an environment has one cache",
    ]


@pytest.mark.requirement("A-06")
def test_what_ends_before_a_service_starts_is_a_task_of_each_release():
    found = convert(
        "services:\n"
        "  api:\n    image: a:1\n    depends_on: {migrate: {condition: service_completed_successfully}}\n"
        "  migrate: {image: 'a:1', command: 'alembic upgrade head', depends_on: [db], read_only: true}\n"
        "  db: {image: 'postgres:16'}\n"
    )
    assert found.sections["tasks"] == {
        "migrate": {
            "from_service": "api",
            "runs": "before_deployment",
            "command": ["alembic", "upgrade", "head"],
            "cpu_units": 256,
            "memory_mib": 512,
            "connects_to": ["database"],
        }
    }
    assert "5: services.migrate: it is the task migrate, with the image of api" in notes(found, "changed")
    assert not [note for note in notes(found, "to complete") if "migrate" in note]


def test_a_task_without_a_command_has_to_be_completed():
    found = convert(
        "services:\n  api:\n    image: a:1\n    depends_on: {seed: {condition: service_completed_successfully}}\n"
        "  seed: {image: 's:1'}\n"
    )
    assert notes(found, "to complete")[1:] == [
        "5: services.seed.command: write what it runs; the image's own command is not used"
    ]


def test_services_do_not_wait_for_each_other():
    found = convert("services:\n  api: {image: 'a:1', depends_on: [ui]}\n  ui: {image: 'b:1'}\n")
    assert notes(found, "left out") == ["2: services.api.depends_on.ui: ECS starts services in no order"]


def test_of_several_services_with_ports_the_api_gets_its_paths():
    found = convert(
        "services:\n  web: {image: 'w:1', ports: [3000]}\n  my-api: {image: 'a:1', ports: [8000]}\n"
        "  admin: {image: 'b:1', ports: [9000]}\n"
    )
    assert {name: one["route"] for name, one in found.sections["services"].items()} == {
        "web": {"priority": 1000, "path_patterns": ["/*"]},
        "my-api": {"priority": 20, "path_patterns": ["/api/*"]},
        "admin": {"priority": 30, "path_patterns": ["/admin/*"]},
    }
    assert "3: services.my-api.route: is /api/* what it gets? compose does not say" in notes(found, "to complete")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("My_API", "my-api"), ("1st", "service-1st"), ("a.b", "a-b"), ("frontend", "frontend-service")],
)
def test_a_service_gets_a_name_that_the_settings_accept(name: str, expected: str):
    found = convert(f"services:\n  {name}: {{image: 'a:1'}}\n")
    assert list(found.sections["services"]) == [expected]
    assert notes(found, "changed") == [f"2: services.{name}: it is called {expected}"]


def test_sections_of_compose_that_mean_nothing_are_told():
    found = convert("include: [a.yml]\nx-a: 1\nvolumes: {}\ncolour: 1\nservices:\n  api: {image: 'a:1'}\n")
    assert notes(found, "left out") == [
        "1: include: convert the included files too",
        "4: colour: compose knows no such section",
    ]


# --- mistakes


@pytest.mark.requirement("A-06")
def test_every_mistake_is_told_at_once_with_its_line():
    text = (
        "services:\n"
        "  api:\n"
        "    image: a:1\n"
        "    healthcheck: {test: [curl], interval: soon, retries: 0}\n"
        "    deploy: {replicas: -1, resources: {limits: {cpus: many, memory: 1x}}}\n"
        "    stop_grace_period: long\n"
        "    read_only: true\n"
        "    tmpfs: ['/tmp:size=big']\n"
        "    environment: PASSWORD=abc\n"
        "  ui: 1\n"
    )
    assert refusal(text) == [
        'c.yml:4: services.api.healthcheck.test must be a command, or a list that begins with "CMD", "CMD-SHELL" or "NONE"',
        "c.yml:5: services.api.deploy.resources.limits.cpus must be a number of CPUs such as 0.5, got many",
        "c.yml:5: services.api.deploy.resources.limits.memory must be a size such as 512m or 1g, got 1x",
        "c.yml:5: services.api.deploy.replicas must be a whole number of 1 or more, got -1",
        "c.yml:6: services.api.stop_grace_period must be a duration such as 30s or 1m30s, got long",
        "c.yml:8: services.api.tmpfs must be a path, perhaps with a size: /tmp:size=64m, got /tmp:size=big",
        "c.yml:9: services.api.environment must be a map, or a list of NAME=value",
        "c.yml:10: services.ui must be a map of settings such as image, got 1",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n", "c.yml:1: services must be a map of services by name"),
        ("services: 1\n", "c.yml:1: services must be a map of services by name, got 1"),
        ("services: {db: {image: 'postgres:16'}}\n", "c.yml: has no service that would run on ECS"),
        (
            "services: {api: {image: 'a:1', cpus: 64}}\n",
            "c.yml:1: services.api.deploy.resources.limits must be a size that Fargate has, at most 16 CPUs and 120 GiB, "
            "got 64",
        ),
        (
            "services: {api: {image: 'a:1', healthcheck: {test: a, interval: soon, retries: x}}}\n",
            "c.yml:1: services.api.healthcheck.interval must be a duration such as 30s or 1m30s, got soon\n"
            "c.yml:1: services.api.healthcheck.retries must be a whole number of 1 or more, got x",
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(text: str, expected: str):
    assert "\n".join(refusal(text)) == expected
