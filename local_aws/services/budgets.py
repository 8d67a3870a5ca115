"""Budgets: subscribers, changes, tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from local_aws.registry import AwsError, Context, Result, amend, operation, tag_operations

tag_operations("budgets", arn="ResourceARN", tags="ResourceTags", keys="ResourceTagKeys")

_Notification = tuple[str, str, float, str]


def _key(notification: dict[str, Any]) -> _Notification:
    """What makes two notifications of a budget the same one."""
    return (
        notification["NotificationType"],
        notification["ComparisonOperator"],
        float(notification["Threshold"]),
        notification.get("ThresholdType", "PERCENTAGE"),
    )


def _held(context: Context) -> Any:
    name = context.params["BudgetName"]
    budgets = context.backend("budgets", "aws").budgets[context.params["AccountId"]]
    if name not in budgets:
        raise AwsError("NotFoundException", f"Budget {name} does not exist")
    return budgets[name]


def _notification(context: Context, wanted: dict[str, Any]) -> Any:
    found = next((item for item in _held(context).notifications if _key(item.details) == _key(wanted)), None)
    if found is None:
        raise AwsError("NotFoundException", f"Budget {context.params['BudgetName']} has no such notification")
    return found


@amend("budgets", "CreateBudget")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    del result
    name = context.params["Budget"]["BudgetName"]
    context.tags.replace(context.arn(f"budget/{name}", region=""), context.params.get("ResourceTags"))


@operation("budgets", "UpdateBudget")
def update_budget(context: Context) -> None:
    name = context.params["NewBudget"]["BudgetName"]
    budgets = context.backend("budgets", "aws").budgets[context.params["AccountId"]]
    if name not in budgets:
        raise AwsError("NotFoundException", f"Budget {name} does not exist")
    changes = dict(context.params["NewBudget"])
    if "TimePeriod" in changes:
        # moto writes the budget out as JSON, where times are numbers.
        changes["TimePeriod"] = {edge: _seconds(time) for edge, time in changes["TimePeriod"].items()}
    budgets[name].budget = {**budgets[name].budget, **changes}


def _seconds(time: datetime | float) -> float:
    return time.timestamp() if isinstance(time, datetime) else time


@operation("budgets", "DescribeSubscribersForNotification")
def describe_subscribers(context: Context) -> Result:
    return {"Subscribers": _notification(context, context.params["Notification"]).subscribers}


@operation("budgets", "CreateSubscriber")
def create_subscriber(context: Context) -> None:
    _notification(context, context.params["Notification"]).subscribers.append(context.params["Subscriber"])


@operation("budgets", "DeleteSubscriber")
def delete_subscriber(context: Context) -> None:
    _notification(context, context.params["Notification"]).subscribers.remove(context.params["Subscriber"])
