"""What a service may be asked for."""

import pytest

from modules.ecs_service.inputs import CapacityInputs, EcsServiceInputs, HealthCheckInputs, RouteInputs
from tests.modules import messages

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32


def service(**changes) -> EcsServiceInputs:
    values = {
        "image": IMAGE,
        "container_port": 3040,
        "cpu_units": 256,
        "memory_mib": 512,
        "route": {"priority": 10, "path_patterns": ("/api/*",)},
        "health_check": {"path": "/health"},
    }
    return EcsServiceInputs(**{**values, **changes})


@pytest.mark.requirement("C-10")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"container_port": 80}, ["container_port must be at least 1024, got 80"]),
        ({"container_port": 70000}, ["container_port must be at most 65535, got 70000"]),
        ({"environment": {"PORT": "3030"}}, ['environment.PORT must be left out: container_port sets it, got "3030"']),
        ({"secrets": ("PORT",)}, ["secrets[0] must not be PORT: container_port sets it"]),
        ({"parameters": ("A", "PORT")}, ["parameters[1] must not be PORT: container_port sets it"]),
    ],
)
def test_the_port_is_written_once_and_is_not_roots(changes, expected):
    assert messages(lambda: service(**changes)) == expected


@pytest.mark.requirement("C-14")
def test_what_a_task_refuses_a_service_refuses_too():
    assert messages(lambda: service(memory_mib=4096)) == [
        "memory_mib must be one of 512, 1024, 2048 when cpu_units is 256, got 4096"
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"priority": 0}, ["priority must be at least 1, got 0"]),
        ({"priority": 50001}, ["priority must be at most 50000, got 50001"]),
        ({"path_patterns": ()}, ["path_patterns must have at least 1 element, got 0"]),
        (
            {"path_patterns": ("api/*",)},
            ['path_patterns[0] must be a path pattern of at most 128 characters such as /api/*, got "api/*"'],
        ),
        (
            {"path_patterns": ("/a", "/b", "/c", "/d"), "host_names": ("a.example.com", "b.example.com")},
            ["path_patterns must have at most 5 patterns together with host_names, got 6"],
        ),
        ({"path_patterns": ("/*/*/*", "/?/?/?")}, ["path_patterns must have at most 5 wildcards (* and ?), got 6"]),
        ({"host_names": ("API",)}, ['host_names[0] must be a domain name such as dev.example.com, got "API"']),
        ({"deregistration_delay_seconds": 3601}, ["deregistration_delay_seconds must be at most 3600, got 3601"]),
    ],
)
def test_a_route_stays_in_what_a_load_balancer_accepts(changes, expected):
    assert messages(lambda: RouteInputs(**{"priority": 1, "path_patterns": ("/*",), **changes})) == expected


@pytest.mark.requirement("E-13")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"path": "health"}, ['path must be a path without wildcards such as /health, got "health"']),
        ({"path": "/api/*"}, ['path must be a path without wildcards such as /health, got "/api/*"']),
        ({"timeout_seconds": 30}, ["timeout_seconds must be less than interval_seconds, 30, got 30"]),
        ({"interval_seconds": 301}, ["interval_seconds must be at most 300, got 301"]),
        ({"timeout_seconds": 1}, ["timeout_seconds must be at least 2, got 1"]),
        ({"healthy_threshold": 1}, ["healthy_threshold must be at least 2, got 1"]),
        ({"unhealthy_threshold": 11}, ["unhealthy_threshold must be at most 10, got 11"]),
        (
            {"success_codes": "2xx"},
            ['success_codes must be HTTP codes from 200 to 499, such as 200 or 200,204 or 200-299, got "2xx"'],
        ),
        ({"grace_period_seconds": -1}, ["grace_period_seconds must be at least 0, got -1"]),
    ],
)
def test_a_health_check_stays_in_what_a_load_balancer_accepts(changes, expected):
    assert messages(lambda: HealthCheckInputs(**{"path": "/health", **changes})) == expected


@pytest.mark.requirement("C-13")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"fargate_weight": 0},
            ["fargate_weight must be more than 0 when fargate_spot_weight is 0: tasks would run nowhere, got 0"],
        ),
        ({"fargate_weight": 1001}, ["fargate_weight must be at most 1000, got 1001"]),
        ({"fargate_weight": 0, "fargate_spot_weight": 1}, []),
    ],
)
def test_tasks_run_somewhere(changes, expected):
    assert messages(lambda: CapacityInputs(**changes)) == expected


@pytest.mark.requirement("C-20")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"desired_count": 1, "deployment": {"kind": "rolling", "maximum_percent": 150}},
            [
                "deployment.maximum_percent must be at least 200 when minimum_healthy_percent is 100 and 1 task runs, or "
                "no deployment starts, got 150"
            ],
        ),
        (
            {"desired_count": 4, "deployment": {"kind": "rolling", "maximum_percent": 100}},
            [
                "deployment.maximum_percent must be at least 125 when minimum_healthy_percent is 100 and 4 tasks run, or "
                "no deployment starts, got 100"
            ],
        ),
        (
            {
                "autoscaling": {"minimum_tasks": 2, "maximum_tasks": 4},
                "deployment": {"kind": "rolling", "maximum_percent": 100, "minimum_healthy_percent": 51},
            },
            [
                "deployment.maximum_percent must be at least 150 when minimum_healthy_percent is 51 and 2 tasks run, or "
                "no deployment starts, got 100"
            ],
        ),
        (
            {
                "desired_count": 2,
                "deployment": {"kind": "rolling", "maximum_percent": 100, "minimum_healthy_percent": 50},
            },
            [],
        ),
        ({"desired_count": 4, "deployment": {"kind": "rolling", "maximum_percent": 125}}, []),
        (
            {"deployment": {"kind": "rolling", "maximum_percent": 99}},
            ["deployment.maximum_percent must be at least 100, got 99"],
        ),
        (
            {"deployment": {"kind": "linear"}},
            ['deployment.kind must be one of "rolling", "blue_green", "canary", got "linear"'],
        ),
    ],
)
def test_a_deployment_can_progress(changes, expected):
    assert messages(lambda: service(**changes)) == expected


@pytest.mark.requirement("C-19")
@pytest.mark.parametrize("desired_count", [1, 11])
def test_the_number_of_tasks_lies_in_the_bounds_of_autoscaling(desired_count):
    autoscaling = {"minimum_tasks": 2, "maximum_tasks": 10}
    assert messages(lambda: service(desired_count=desired_count, autoscaling=autoscaling)) == [
        f"desired_count must be between 2 and 10, the bounds of autoscaling, got {desired_count}"
    ]


@pytest.mark.requirement("C-19", "C-20")
def test_a_service_between_two_target_groups_does_not_scale_on_requests():
    autoscaling = {"minimum_tasks": 2, "maximum_tasks": 10, "requests_per_target": 600}
    assert messages(lambda: service(autoscaling=autoscaling, deployment={"kind": "canary"})) == [
        "autoscaling.requests_per_target must be left out when deployment.kind is canary: requests are counted for one "
        "target group, and the service moves between two, got 600"
    ]


WORKER = {"container_port": None, "route": None, "health_check": None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (WORKER, []),
        (
            {"route": None},
            ["route is required beside container_port and health_check; a worker has none of the three"],
        ),
        (
            {"container_port": None, "health_check": None},
            [
                "container_port is required beside route; a worker has none of the three",
                "health_check is required beside route; a worker has none of the three",
            ],
        ),
        (
            {**WORKER, "deployment": {"kind": "blue_green"}},
            ['deployment.kind must be rolling without a route: there is no traffic to move, got "blue_green"'],
        ),
        (
            {**WORKER, "autoscaling": {"minimum_tasks": 1, "maximum_tasks": 2, "requests_per_target": 5}},
            ["autoscaling.requests_per_target must be left out without a route: there are no requests, got 5"],
        ),
    ],
)
def test_a_worker_has_nothing_to_do_with_requests(changes, expected):
    assert messages(lambda: service(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 2),
        ({"desired_count": 3}, 3),
        ({"autoscaling": {"minimum_tasks": 1, "maximum_tasks": 10}}, 1),
        ({"autoscaling": {"minimum_tasks": 0, "maximum_tasks": 10}}, 1),
        ({"autoscaling": {"minimum_tasks": 2, "maximum_tasks": 10}, "desired_count": 3}, 3),
    ],
)
def test_it_starts_with_what_was_asked_the_least_of_autoscaling_or_two(changes, expected):
    assert service(**changes).initial_task_count == expected


@pytest.mark.requirement("M-10", "C-20")
def test_it_is_deployed_rolling_with_max_200_and_min_100_unless_asked_otherwise():
    assert service().deployment.model_dump() == {
        "kind": "rolling",
        "maximum_percent": 200,
        "minimum_healthy_percent": 100,
    }
