"""The items of the lists before a launch that only the account itself can tell."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from readiness.items import Answer, Area, Item, Verdict


@dataclass(frozen=True)
class Account:
    """boto3 clients of the environment's account and region, and its names."""

    clients: Mapping[str, Any]
    name: str
    secrets_without_value: tuple[str, ...]


LiveCheck = Callable[[Account], Answer]


def live_items(account: Account | None, why_not: str) -> Iterator[Item]:
    """The items that only the account can tell; `why_not` says why it cannot be asked."""
    for area, title, check in LIVE_CHECKS:
        if account is None:
            yield Item(area, title, Verdict.NOT_CHECKABLE, why_not)
        else:
            yield Item.of(area, title, check(account))


def _secrets(account: Account) -> Answer:
    missing = account.secrets_without_value
    return not missing, f"without a value: {', '.join(missing)}" if missing else "every secret has a value"


def _confirmed(account: Account) -> Answer:
    """Whoever was subscribed by mail has to confirm it, or hears nothing."""
    sns = account.clients["sns"]
    pending, count = set(), 0
    for page in sns.get_paginator("list_subscriptions").paginate():
        for subscription in page["Subscriptions"]:
            if f":{account.name}-" in subscription["TopicArn"]:
                count += 1
                if subscription["SubscriptionArn"] == "PendingConfirmation":
                    pending.add(subscription["Endpoint"])
    if not count:
        return False, "nobody is subscribed to any topic"
    return not pending, f"not confirmed: {', '.join(sorted(pending))}" if pending else f"{count} subscriptions"


def _quiet(account: Account) -> Answer:
    pages = (
        account.clients["cloudwatch"]
        .get_paginator("describe_alarms")
        .paginate(AlarmNamePrefix=f"{account.name}-", StateValue="ALARM", AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    )
    ringing = [
        alarm["AlarmName"] for page in pages for kind in ("MetricAlarms", "CompositeAlarms") for alarm in page[kind]
    ]
    return not ringing, f"ringing: {', '.join(sorted(ringing))}" if ringing else "no alarm rings"


def _steady(account: Account) -> Answer:
    ecs = account.clients["ecs"]
    try:
        pages = list(ecs.get_paginator("list_services").paginate(cluster=account.name))
    except ecs.exceptions.ClusterNotFoundException:
        return False, "nothing is deployed"
    arns = [arn for page in pages for arn in page["serviceArns"]]
    if not arns:
        return False, "no service runs"
    services = ecs.describe_services(cluster=account.name, services=arns[:10])["services"]
    unsteady = [each["serviceName"] for each in services if each["runningCount"] != each["desiredCount"]]
    return not unsteady, f"not steady: {', '.join(sorted(unsteady))}" if unsteady else f"{len(services)} services"


LIVE_CHECKS: Final[tuple[tuple[Area, str, LiveCheck], ...]] = (
    ("security", "secrets have values", _secrets),
    ("monitoring", "subscriptions are confirmed", _confirmed),
    ("monitoring", "no alarm rings", _quiet),
    ("performance", "services are steady", _steady),
)
