"""What a task may be asked for."""

import pytest

from modules.ecs_task.inputs import ContainerHealthCheckInputs, ContainerInputs, EcsTaskInputs
from tests.modules import messages

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32


def task(**changes) -> EcsTaskInputs:
    return EcsTaskInputs(**{"image": IMAGE, "cpu_units": 256, "memory_mib": 512, **changes})


@pytest.mark.requirement("C-14")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"cpu_units": 1024, "memory_mib": 512},
            ["memory_mib must be one of 2048, 3072, ... 8192 when cpu_units is 1024, got 512"],
        ),
        ({"memory_mib": 4096}, ["memory_mib must be one of 512, 1024, 2048 when cpu_units is 256, got 4096"]),
        (
            {"cpu_units": 16384, "memory_mib": 33792},
            ["memory_mib must be one of 32768, 40960, ... 122880 when cpu_units is 16384, got 33792"],
        ),
        ({"cpu_units": 300}, ["cpu_units must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300"]),
        ({"cpu_architecture": "arm64"}, ['cpu_architecture must be one of "X86_64", "ARM64", got "arm64"']),
        ({"ephemeral_storage_gib": 20}, ["ephemeral_storage_gib must be at least 21, got 20"]),
        (
            {"connects_to": ("Queue",)},
            ['connects_to[0] must be database, cache or a name of external_services or buckets, got "Queue"'],
        ),
    ],
)
def test_a_size_fargate_does_not_offer_is_refused(changes, expected):
    assert messages(lambda: task(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"environment": {"LOG-LEVEL": "info"}},
            ['environment.LOG-LEVEL must be the name of an environment variable such as LOG_LEVEL, got "LOG-LEVEL"'],
        ),
        (
            {"secrets": ("api key",)},
            ['secrets[0] must be the name of an environment variable such as LOG_LEVEL, got "api key"'],
        ),
        (
            {"environment": {"API_KEY": "x"}, "secrets": ("API_KEY",)},
            ['secrets[0] must not repeat a name that environment has, got "API_KEY"'],
        ),
        (
            {"connects_to": ("database", "cache", "database")},
            ['connects_to[2] must not name anything twice, got "database"'],
        ),
        ({"secrets": ("A", "B", "A")}, ['secrets[2] must not name a secret twice, got "A"']),
        (
            {"secrets": ("A",), "parameters": ("A",)},
            ['parameters[0] must not repeat a name that secrets has, got "A"'],
        ),
        ({"parameters": ("A", "A")}, ['parameters[1] must not name a parameter twice, got "A"']),
    ],
)
def test_environment_names_are_valid_and_given_once(changes, expected):
    assert messages(lambda: task(**changes)) == expected


@pytest.mark.requirement("C-28")
@pytest.mark.parametrize(
    ("changes", "where", "got"),
    [
        ({"environment": {"_X_AMZN_TRACE_ID": "Root=1"}}, "environment._X_AMZN_TRACE_ID", ""),
        ({"secrets": ("_X_AMZN_TRACE_ID",)}, "secrets[0]", ', got "_X_AMZN_TRACE_ID"'),
        ({"parameters": ("_X_AMZN_TRACE_ID",)}, "parameters[0]", ', got "_X_AMZN_TRACE_ID"'),
    ],
)
def test_a_fixed_trace_header_is_refused(changes, where, got):
    assert messages(lambda: task(**changes)) == [
        f"{where} must not be given: the X-Ray SDK reads it as the current request's, so all requests would join one "
        f"trace{got}"
    ]


@pytest.mark.requirement("C-14")
@pytest.mark.parametrize("user", ["root", "0", "0:0", "root:app", "00", "1000:", "App"])
def test_the_user_is_never_root(user):
    assert messages(lambda: ContainerInputs(user=user)) == [
        f'user must be a user other than root, such as 1000:1000, got "{user}"'
    ]


@pytest.mark.parametrize("user", ["1000", "1000:1000", "node", "app:0"])
def test_other_users_are_accepted(user):
    assert ContainerInputs(user=user).user == user


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stop_timeout_seconds": 121}, ["stop_timeout_seconds must be at most 120, got 121"]),
        ({"writable_paths": {"tmp": 64}}, ['writable_paths.tmp must be an absolute path such as /tmp, got "tmp"']),
        ({"writable_paths": {"/": 64}}, ['writable_paths."/" must be an absolute path such as /tmp, got "/"']),
        ({"writable_paths": {"/tmp": 0}}, ['writable_paths."/tmp" must be at least 1, got 0']),
        (
            {"read_only_root_filesystem": False, "writable_paths": {"/tmp": 64}},
            ["writable_paths must be left out when read_only_root_filesystem is false: all paths are writable"],
        ),
    ],
)
def test_a_container_that_could_not_run_is_refused(changes, expected):
    assert messages(lambda: ContainerInputs(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"command": ""}, ["command must have at least 1 character, got 0"]),
        ({"interval_seconds": 4}, ["interval_seconds must be at least 5, got 4"]),
        ({"timeout_seconds": 61}, ["timeout_seconds must be at most 60, got 61"]),
        ({"retries": 11}, ["retries must be at most 10, got 11"]),
        ({"start_period_seconds": 301}, ["start_period_seconds must be at most 300, got 301"]),
    ],
)
def test_a_container_health_check_stays_in_what_ecs_accepts(changes, expected):
    assert messages(lambda: ContainerHealthCheckInputs(**{"command": "true", **changes})) == expected


def test_execute_command_needs_a_writable_root_file_system():
    assert messages(lambda: task(execute_command=True)) == [
        "container.read_only_root_filesystem must be false when execute_command is true: the agent of ECS Exec writes "
        "to the root file system, got true"
    ]
    assert messages(lambda: task(execute_command=True, container={"read_only_root_filesystem": False})) == []


def test_writable_paths_leave_half_of_the_memory():
    assert messages(lambda: task(container={"writable_paths": {"/tmp": 200, "/var/cache": 57}})) == [
        "container.writable_paths must add up to at most 256 MiB, half of memory_mib, which they are part of, got 257"
    ]
    assert messages(lambda: task(container={"writable_paths": {"/tmp": 256}})) == []


@pytest.mark.requirement("C-28")
def test_sidecars_leave_half_of_the_task_to_its_container():
    found = [f"{finding.path[0]} {finding}" for finding in task().sidecar_findings(129, 257)]
    assert found == [
        "cpu_units must be at least 258: the sidecars beside the container take 129 CPU units, got 256",
        "memory_mib must be at least 514: the sidecars beside the container take 257 MiB, got 512",
    ]
    assert list(task().sidecar_findings(128, 256)) == []


def test_defaults_are_the_strict_ones():
    container = task().container
    assert (container.user, container.read_only_root_filesystem, container.writable_paths) == (
        "1000:1000",
        True,
        {"/tmp": 64},
    )
    assert (task().execute_command, task().tracing, task().user_pool_admin) == (False, False, False)
