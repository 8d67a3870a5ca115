"""What a budget counts and whom it tells."""

import pytest

from modules.budget.construct import Budget
from modules.budget.inputs import BudgetInputs

TOPIC = "arn:aws:sns:us-east-1:123456789012:shop-dev-p3"
TAGS = {"system": "shop", "environment": "dev"}


def budget(stack, *, tags=TAGS, topic_arn=TOPIC, **inputs):
    Budget(stack, "budget", BudgetInputs(**{"monthly_usd": 250, **inputs}), tags=tags, topic_arn=topic_arn)
    return stack.block("aws_budgets_budget.budget")


@pytest.mark.requirement("C-30", "A-10")
def test_counts_what_has_the_tags_of_the_environment_before_credits(stack):
    block = budget(stack)
    assert (block["name"], block["limit_amount"], block["limit_unit"], block["time_unit"]) == (
        "shop-dev-monthly",
        "250",
        "USD",
        "MONTHLY",
    )
    assert block["cost_filter"] == [
        {"name": "TagKeyValue", "values": ["user:system$shop", "user:environment$dev"]},
    ]
    assert block["cost_types"] == {"include_credit": False, "include_refund": False}


@pytest.mark.requirement("C-30")
def test_without_tags_counts_the_account(stack):
    assert "cost_filter" not in budget(stack, tags={})


@pytest.mark.requirement("C-30")
def test_tells_topic_and_people_at_each_share(stack):
    notifications = budget(stack, email_addresses=("finance@example.com",))["notification"]
    assert [(item["notification_type"], item["threshold"]) for item in notifications] == [
        ("ACTUAL", 50),
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]
    assert notifications[0] == {
        "notification_type": "ACTUAL",
        "comparison_operator": "GREATER_THAN",
        "threshold": 50,
        "threshold_type": "PERCENTAGE",
        "subscriber_sns_topic_arns": [TOPIC],
        "subscriber_email_addresses": ["finance@example.com"],
    }


def test_people_alone_are_enough(stack):
    notification = budget(stack, topic_arn=None, email_addresses=("finance@example.com",))["notification"][0]
    assert "subscriber_sns_topic_arns" not in notification


def test_refuses_to_tell_nobody(stack):
    with pytest.raises(ValueError, match="^budget: nobody would be told, because there is neither a topic nor an add"):
        budget(stack, topic_arn=None)
