"""The way of a request: each rule refuses what contradicts, in whole sentences, and accepts what does not."""

import pytest

from tests.settings.test_rules import TEST_LISTENER, told

AMPLIFY = {"kind": "amplify_site"}
API_NAME = "api.dev.macro-ai.com"
CANARY = {"kind": "canary"}


def to(*path_patterns: str, priority: int, **others: object) -> dict[str, object]:
    return {"priority": priority, "path_patterns": [*path_patterns], **others}


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"services__ui__route": to("/*", priority=1)},
            [
                "services.api.route.priority must be less than that of services.ui, 1: its /* takes all requests for "
                "/api/*, got 10"
            ],
        ),
        (
            {"services__ui__route": to("/ap?/*", "/other", priority=9)},
            [
                "services.api.route.priority must be less than that of services.ui, 9: its /ap?/* takes all requests for "
                "/api/*, got 10"
            ],
        ),
        (
            {"services__api__route": to("/api/*", priority=10, host_names=["api.macro-ai.com"])},
            [
                "services.api.route.host_names[0] must be one of dev.macro-ai.com, the names that domain has, "
                'got "api.macro-ai.com"'
            ],
        ),
        (
            {
                "services__ui__route": to("/ui/*", priority=20),
                "frontend": {"kind": "static_site", "api": {"path_patterns": ["/api/*", "/graphql"]}},
                "load_balancer__internal": True,
            },
            ['frontend.api.path_patterns[1] leads to no service, whose paths are /api/*, /ui/*, got "/graphql"'],
        ),
        (
            {
                "services__ui__route": to("/ui/*", priority=20),
                "frontend": {**AMPLIFY, "api_paths": ["/v2/"]},
                "domain__api_name": API_NAME,
            },
            ['frontend.api_paths[0] leads to no service, whose paths are /api/*, /ui/*, got "/v2/*"'],
        ),
        (
            {"load_balancer": TEST_LISTENER},
            [
                "load_balancer.test_listener_port must be left out: every deployment is rolling, which shows nothing "
                "there, got 8443"
            ],
        ),
        (
            {"web_acl": {}, "frontend": {**AMPLIFY, "api_paths": ["/api/"]}, "domain__api_name": API_NAME},
            [
                "frontend.api_paths must be empty when there is a web_acl: Amplify passes requests on from a few addresses "
                "of its own, so the rate limit would hold for all visitors together; let browsers call domain.api_name, "
                'got ["/api/"]'
            ],
        ),
        (
            {"web_acl": {}, "frontend": {"kind": "static_site", "api": {"origin_access": "internet"}}},
            [
                'frontend.api.origin_access must be "vpc_origin" when there is a web_acl, or '
                "load_balancer.ingress_cidr_blocks be limited: the load balancer's own address leads past the firewall, "
                'got "internet"'
            ],
        ),
        (
            {"frontend": {**AMPLIFY, "candidate": {"prefix": "api"}}, "domain__api_name": API_NAME},
            ['frontend.candidate.prefix makes api.dev.macro-ai.com, which domain has, got "api"'],
        ),
        (
            {
                "user_pool__callback_urls": ["https://macro-ai.com/x", "http://localhost:3000/x"],
                "user_pool__logout_urls": ["https://prod.macro-ai.com/"],
            },
            [
                "user_pool.callback_urls[0] must lead to dev.macro-ai.com, another name of domain, or localhost, "
                'got "https://macro-ai.com/x"',
                "user_pool.logout_urls[0] must lead to dev.macro-ai.com, another name of domain, or localhost, "
                'got "https://prod.macro-ai.com/"',
            ],
        ),
        (
            {
                "services__api__autoscaling": {
                    "minimum_tasks": 1,
                    "maximum_tasks": 10,
                    "scheduled_actions": {
                        "peak": {"schedule": "cron(0 8 * * ? *)", "minimum_tasks": 1, "maximum_tasks": 130}
                    },
                }
            },
            [
                "services.api.autoscaling.maximum_tasks lets 264 tasks of all services run in deployments, but the subnet "
                "of one zone has 251 addresses"
            ],
        ),
    ],
)
def test_refuses(changes, expected):
    assert told(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"services__ui__route": to("/api/v2/*", priority=1)},
        {
            "domain__alternative_names": ["www.dev.macro-ai.com"],
            "services__ui__route": to("/*", priority=1, host_names=["www.dev.macro-ai.com"]),
        },
        {"frontend": {"kind": "static_site", "api": {"path_patterns": ["/api/v1/*"]}}, "load_balancer__internal": True},
        {"services__api__deployment": CANARY, "load_balancer": TEST_LISTENER},
        {
            "web_acl": {},
            "frontend": {"kind": "static_site", "api": {"origin_access": "internet"}},
            "load_balancer": {"ingress_cidr_blocks": ["203.0.113.0/24"]},
        },
        {"web_acl": {}, "frontend": AMPLIFY, "domain__api_name": API_NAME},
        {
            "services__api__autoscaling": {"minimum_tasks": 1, "maximum_tasks": 130},
            "network__task_availability_zone_count": 2,
        },
    ],
    ids=[
        "a narrow path first",
        "all paths of another host first",
        "a part of a service's paths",
        "a test listener for a canary",
        "a load balancer for known addresses only",
        "a firewall before the load balancer beside Amplify",
        "many tasks in two zones",
    ],
)
def test_accepts(changes):
    assert told(**changes) == []
