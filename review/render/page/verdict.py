"""The head of the page: what happens, and how bad it may be."""

from collections import Counter

from review.model import Action, Severity
from review.render.page.element import Content, Safe, element
from review.render.words import counted
from review.review import Review
from review.weight import counts


def verdict(review: Review) -> Safe:
    """Title, the worst finding, how many resources have which action, and what the plan does not say."""
    plan = review.plan
    return element(
        "header",
        element("h1", review.title),
        element("p", _worst(review), class_="verdict"),
        element(
            "ul",
            [_chip(action, count) for action, count in counts(one.action for one in plan.changes).items()],
            class_="chips",
        ),
        None if plan.changes else element("p", "Nothing changes."),
        element("p", _partial(review), class_="warning") if not plan.complete else None,
        element("p", _about(review), class_="muted"),
    )


def _worst(review: Review) -> Content:
    if review.worst is None:
        return "No findings."
    severities = Counter(finding.severity for finding in review.findings)
    return [
        [severity_tag(severity, severities[severity]), " "]
        for severity in sorted(Severity, reverse=True)
        if severities[severity]
    ]


def severity_tag(severity: Severity, count: int | None = None) -> Safe:
    """The severity in its colour, in words and, if asked for, counted."""
    text = str(severity) if count is None else f"{count} {severity}"
    return element("span", text, class_=f"severity {severity}")


def _chip(action: Action, count: int) -> Safe:
    return element("li", element("b", action.sign), f" {count} to {action}", class_=f"chip {action}")


def _partial(review: Review) -> str:
    return "This plan is partial: it leaves out resources, or it failed. What is not in it was not judged."


def _about(review: Review) -> str:
    plan = review.plan
    facts = [f"{counted(len(plan.after), 'resource')} afterwards, {len(plan.before)} now"]
    if plan.no_ops:
        facts.append(f"{counted(plan.no_ops, 'change')} without meaning left out")
    if plan.drift:
        facts.append(f"{counted(len(plan.drift), 'resource')} changed outside Terraform")
    if plan.terraform_version:
        facts.append(f"planned with Terraform {plan.terraform_version}")
    return "; ".join(facts) + "."
