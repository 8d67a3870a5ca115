"""What is declared and reaches nobody is refused, unless a misspelt name explains it."""

import pytest

from tests.settings.test_rules import NEON, UPSTASH, told


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"services__api__connects_to": [], "external_services": {"openai": {"description": "Models"}}},
            [
                f"{key} reaches nobody: no service and no task has {name} in connects_to"
                for key, name in (("external_services.openai", "openai"), ("database", "database"), ("cache", "cache"))
            ],
        ),
        (
            {"secrets__SENTRY_DSN": {"description": "Of Sentry"}},
            ["secrets.SENTRY_DSN reaches nobody: no service and no task has SENTRY_DSN in secrets"],
        ),
        (
            {"parameters__MODE": {"description": "How", "value": "fast"}},
            ["parameters.MODE reaches nobody: no service and no task has MODE in parameters"],
        ),
        (
            {"parameters__API_KEY": {"description": "Key", "value": "none"}, "services__ui__parameters": ["API_KEY"]},
            ["parameters.API_KEY has the name of a secret; call it otherwise"],
        ),
        (
            {
                "database": {"kind": "external_database", **NEON},
                "cache": None,
                "services__api__connects_to": ["database"],
                "alarms": {"database": {"cpu_percent": 90}, "cache": {"cpu_percent": 90}},
            },
            [
                "alarms.database must be left out: this environment has no database in AWS to watch",
                "alarms.cache must be left out: this environment has no cache in AWS to watch",
            ],
        ),
        (
            {"services__api__secrets": ["API_KEY", "COOKIE_KEY"]},
            [
                'services.api.secrets[1] is not declared in secrets, got "COOKIE_KEY"; did you mean COOKIE_ENCRYPTION_KEY?'
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"buckets": {"assets": {}}},
        {"previous_database": NEON, "previous_cache": UPSTASH},
        {
            "services__api__connects_to": ["cache"],
            "tasks": {"migrate": {"from_service": "api", "command": ["x"], "connects_to": ["database"]}},
        },
        {"alarms": {"database": {"cpu_percent": 90}, "cache": {"cpu_percent": 90}}},
    ],
    ids=["a bucket for people", "what went before", "a database for a task only", "alarms of what there is"],
)
def test_accepts(changes):
    assert told(**changes) == []
