"""Who is told, and what takes a bad version back."""

import pytest

from tests.settings.test_rules import TEST_LISTENER, told

CANARY = {"services__api__deployment": {"kind": "canary"}, "load_balancer": TEST_LISTENER}


@pytest.mark.requirement("C-04")
def test_a_budget_tells_somebody():
    assert told(topics={}) == ["budget.email_addresses must name somebody, as there are no topics that would be told"]
    assert told(topics={}, budget__email_addresses=["cfo@macro-ai.com"]) == []


@pytest.mark.requirement("C-04", "C-20")
def test_an_alarm_takes_a_bad_version_back():
    assert told(**CANARY, alarms={"load_balancer": {"skip": ["target_5xx", "5xx", "latency"]}}) == [
        'alarms.load_balancer.skip must not have all of 5xx, target_5xx: with services.api.deployment.kind "canary" '
        'nothing else takes a bad version back, got ["target_5xx", "5xx", "latency"]'
    ]
    assert told(**CANARY, alarms={"load_balancer": {"skip": ["5xx"]}}) == []
    assert told(alarms={"load_balancer": {"skip": ["target_5xx", "5xx"]}}) == []
