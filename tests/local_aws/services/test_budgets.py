from __future__ import annotations

from typing import Any

import pytest

from tests.local_aws.conftest import ACCOUNT_ID, Client

BUDGET = {
    "BudgetName": "dev",
    "BudgetType": "COST",
    "TimeUnit": "MONTHLY",
    "BudgetLimit": {"Amount": "100", "Unit": "USD"},
}
NOTIFICATION = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 50.0}
MAIL = {"SubscriptionType": "EMAIL", "Address": "a@example.com"}


def create(budgets: Any) -> None:
    budgets.create_budget(
        AccountId=ACCOUNT_ID,
        Budget=BUDGET,
        NotificationsWithSubscribers=[{"Notification": NOTIFICATION, "Subscribers": [MAIL]}],
        ResourceTags=[{"Key": "step", "Value": "one"}, {"Key": "team", "Value": "shop"}],
    )


def test_subscribers_come_back_and_change(aws: Client) -> None:
    budgets = aws("budgets")
    create(budgets)
    asked = {"AccountId": ACCOUNT_ID, "BudgetName": "dev", "Notification": NOTIFICATION}
    assert budgets.describe_subscribers_for_notification(**asked)["Subscribers"] == [MAIL]
    other = {"SubscriptionType": "EMAIL", "Address": "b@example.com"}
    budgets.create_subscriber(**asked, Subscriber=other)
    budgets.delete_subscriber(**asked, Subscriber=MAIL)
    assert budgets.describe_subscribers_for_notification(**asked)["Subscribers"] == [other]


@pytest.mark.needs("budgets.keep_tags")
def test_a_budget_and_its_tags_change_in_place(aws: Client) -> None:
    budgets = aws("budgets")
    create(budgets)
    budgets.update_budget(AccountId=ACCOUNT_ID, NewBudget={**BUDGET, "BudgetLimit": {"Amount": "200", "Unit": "USD"}})
    arn = f"arn:aws:budgets::{ACCOUNT_ID}:budget/dev"
    budgets.tag_resource(ResourceARN=arn, ResourceTags=[{"Key": "step", "Value": "two"}])
    shown = budgets.describe_budget(AccountId=ACCOUNT_ID, BudgetName="dev")["Budget"]
    assert shown["BudgetLimit"]["Amount"] == "200"
    tags = budgets.list_tags_for_resource(ResourceARN=arn)["ResourceTags"]
    assert tags == [{"Key": "step", "Value": "two"}, {"Key": "team", "Value": "shop"}]


def test_a_notification_can_be_deleted(aws: Client) -> None:
    budgets = aws("budgets")
    create(budgets)
    budgets.delete_notification(AccountId=ACCOUNT_ID, BudgetName="dev", Notification=NOTIFICATION)
    shown = budgets.describe_notifications_for_budget(AccountId=ACCOUNT_ID, BudgetName="dev")
    assert shown["Notifications"] == []
