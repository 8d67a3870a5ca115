"""Services of a compose file that are no container on AWS: databases, caches, proxies in front."""

import re
from typing import Any

from compose.document import Item
from compose.notes import Notes
from compose.variables import resolved

DATABASE = re.compile(r"(?:^|/)(?:postgres|postgresql|pgvector|postgis|timescaledb)(?::|@|$)")
CACHE = re.compile(r"(?:^|/)(?:redis|valkey|keydb|redis-stack|redis-stack-server)(?::|@|$)")
PROXY = re.compile(r"(?:^|/)(?:nginx|traefik|caddy|haproxy|nginx-proxy)(?::|@|$)")
OTHER_STORE = re.compile(
    r"(?:^|/)(?:mysql|mariadb|mongo|rabbitmq|kafka|elasticsearch|opensearch|minio|memcached)(?::|@|$)"
)
MAJORS = (re.compile(r".*pg(\d+)"), re.compile(r"(\d+)(?:[.-]|$)"))
"""`pg16` and `2.14.2-pg16`; else `16.4-alpine`."""
DATABASE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

SMALLEST_DATABASE = "db.t4g.micro"
SMALLEST_CACHE = "cache.t4g.micro"
DEFAULT_MAJOR = "16"


def kind(image: str) -> str | None:
    """`database`, `cache`, `proxy` or `other`; None for an image that runs as it is."""
    for name, pattern in (("database", DATABASE), ("cache", CACHE), ("proxy", PROXY), ("other", OTHER_STORE)):
        if pattern.search(image):
            return name
    return None


def database(service: Item, where: str, notes: Notes) -> dict[str, Any]:
    """The section of a PostgreSQL database, at its smallest."""
    image, environment = service.entries["image"], service.entries.get("environment", service)
    found: dict[str, Any] = {"kind": "rds_postgres", "engine_version": _major(image.text)}
    found["instance_class"] = SMALLEST_DATABASE
    name = _variable(environment, "POSTGRES_DB")
    if DATABASE_NAME.fullmatch(name):
        found["database_name"] = name
    else:
        notes.complete(service, f"{where}.environment.POSTGRES_DB", "what the database is called goes to database_name")
    if "pgvector" in image.text:
        found["extensions"] = ["vector"]
    if "postgis" in image.text:
        found["extensions"] = ["postgis"]
    notes.changed(service, where, f"it is the section database, an RDS instance of class {SMALLEST_DATABASE}")
    return found


def cache(service: Item, where: str, notes: Notes) -> dict[str, Any]:
    """The section of a cache, at its smallest."""
    notes.changed(service, where, f"it is the section cache, one ElastiCache node of type {SMALLEST_CACHE}")
    return {"kind": "redis", "node_type": SMALLEST_CACHE, "node_count": 1, "multi_az": False}


def _major(image: str) -> str:
    tag = image.rpartition(":")[2] if ":" in image else ""
    found = next((match for pattern in MAJORS if (match := pattern.match(tag))), None)
    return found[1] if found else DEFAULT_MAJOR


def _variable(environment: Item, name: str) -> str:
    if name in environment.entries:
        return resolved(environment.entries[name])[0]
    for element in environment.elements:
        key, _, _ = element.text.partition("=")
        if key == name:
            return resolved(element)[0].partition("=")[2]
    return ""
