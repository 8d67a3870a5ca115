"""What a one-off task may be asked for."""

import pytest

from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_task.inputs import ContainerInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from tests.modules import messages

IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-api@sha256:" + "a1" * 32


def task(**changes):
    return OneOffTaskInputs(**{"from_service": "api", "command": ("alembic", "upgrade", "head"), **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"runs": "before_deployment"}, []),
        ({"command": ()}, ["command must have at least 1 element, got 0"]),
        (
            {"from_service": "API"},
            ['from_service must be a service name of lower case letters, digits and single dashes, got "API"'],
        ),
        ({"timeout_seconds": 59}, ["timeout_seconds must be at least 60, got 59"]),
        ({"runs": "nightly"}, ['runs must be one of "before_deployment", "by_hand", got "nightly"']),
        ({"memory_mib": 4096}, ["memory_mib must be one of 512, 1024, 2048 when cpu_units is 256, got 4096"]),
        (
            {"environment": {"SEED": "1"}, "secrets": ("SEED",)},
            ['secrets[0] must not repeat a name that environment has, got "SEED"'],
        ),
        (
            {"container": ContainerInputs(writable_paths={"/tmp": 400})},
            [
                "container.writable_paths must add up to at most 256 MiB, half of memory_mib, which they are part of, "
                "got 400"
            ],
        ),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: task(**changes)) == expected


@pytest.mark.requirement("C-36", "G-04")
def test_image_and_processor_are_the_services_and_all_else_its_own():
    service = EcsServiceInputs(
        image=IMAGE,
        cpu_architecture="ARM64",
        cpu_units=1024,
        memory_mib=2048,
        secrets=("API_KEY",),
        environment={"LOG_LEVEL": "debug"},
        connects_to=("database", "cache"),
        tracing=True,
        user_pool_admin=True,
    )
    inputs = task(environment={"SEED": "demo"}).task_inputs(service)
    assert (inputs.image, inputs.cpu_architecture) == (IMAGE, "ARM64")
    assert (inputs.cpu_units, inputs.memory_mib, inputs.command) == (256, 512, ("alembic", "upgrade", "head"))
    assert (inputs.secrets, inputs.environment, inputs.connects_to) == ((), {"SEED": "demo"}, ("database",))
    assert (inputs.tracing, inputs.user_pool_admin, inputs.execute_command) == (False, False, False)
