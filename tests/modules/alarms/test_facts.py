"""What the stack has to tell the alarms."""

import pytest

from modules.alarms.facts import ServiceFacts


def test_a_service_that_would_wait_for_itself_is_refused():
    with pytest.raises(ValueError) as refusal:
        ServiceFacts(component="api", cluster_name="shop-dev", service_name="${aws_ecs_service.api.name}")
    assert str(refusal.value) == (
        "service_name of api must be plain text, because its deployment waits for its alarms, "
        "got ${aws_ecs_service.api.name}"
    )
