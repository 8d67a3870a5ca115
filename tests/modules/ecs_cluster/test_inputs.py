"""What an ECS cluster may be asked for."""

from modules.ecs_cluster.inputs import EcsClusterInputs
from tests.modules import messages


def test_container_insights_is_one_of_ecs_own_values():
    assert messages(lambda: EcsClusterInputs(container_insights="on")) == [
        'container_insights must be one of "enhanced", "enabled", "disabled", got "on"'
    ]
