"""Rules about what holds data: destroyed, replaced, unprotected, or kept for a shorter time."""

from collections.abc import Iterator
from typing import Final

from review.model import Action, Severity
from review.risk.retention import RULES as RETENTION_RULES
from review.risk.rule import DATA_LOSS, Risk, Rule
from review.risk.stateful import lost_with, sounds_stateful
from review.risk.subject import Subject, flag, is_mark, text
from review.risk.surroundings import Surroundings

PROTECTIONS: Final = (
    "deletion_protection",
    "deletion_protection_enabled",
    "enable_deletion_protection",
    "disable_api_termination",
    "delete_protection",
    "prevent_deletion",
)
"""Arguments by which a provider refuses to delete: true, or ACTIVE."""
EMPTYING: Final = ("force_destroy", "force_delete", "skip_final_snapshot", "delete_automated_backups")
"""Arguments by which a later destroy takes the data along without a question or a copy."""
WAITING: Final = ("recovery_window_in_days", "deletion_window_in_days")
"""Days for which AWS keeps what was destroyed."""


def destroyed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    lost = lost_with(subject.type, subject.before)
    if lost is None or subject.action is not Action.DESTROY:
        return
    what = "An old object of it, left behind by a replacement," if subject.change.deposed else "It"
    yield Risk(
        Severity.CRITICAL,
        f"{what} is destroyed, and with it {lost}{_final_snapshot(subject)}.",
        "Make sure that nobody needs the data or that a tested backup exists outside of it; to keep it without "
        "managing it, take it out of the state with a `removed` block.",
    )


def replaced(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    lost = lost_with(subject.type, subject.before)
    if lost is None or subject.action is not Action.REPLACE:
        return
    lost += _final_snapshot(subject)
    yield Risk(
        Severity.CRITICAL,
        f"It is replaced by an empty new one{subject.forced_by()}; lost with the old one: {lost}.",
        "Undo what forces the replacement, or move the data first: make the new one beside it, copy, switch over, "
        "and destroy the old one later.",
        next((one.path for one in subject.change.attributes if one.forces_replacement), ()),
    )


def unknown_destroyed(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if subject.action not in (Action.DESTROY, Action.REPLACE) or lost_with(subject.type, subject.before):
        return
    if not subject.type.startswith("aws_") and sounds_stateful(subject.type):
        what = "destroyed" if subject.action is Action.DESTROY else f"destroyed and made anew{subject.forced_by()}"
        yield Risk(
            Severity.CRITICAL,
            f"It is {what}, and {subject.type} sounds like something that holds data, though no rule knows the type.",
            "Look up what is lost with it, and make sure that nobody needs it or that a tested backup exists.",
        )


def unprotected(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if not subject.stays:
        return
    holds = lost_with(subject.type, subject.before)
    for name in PROTECTIONS:
        was_active = text(subject.before, name) == "ACTIVE" and text(subject.after, name) == "INACTIVE"
        if not (was_active or subject.turned_off(name)):
            continue
        if holds and subject.action is Action.REPLACE:
            yield Risk(
                Severity.CRITICAL,
                f"{name} is lifted, which held off exactly this: the same plan replaces it, and {holds} goes.",
                "Keep the protection on, and let the replacement fail until the data is safe.",
                (name,),
            )
        else:
            yield Risk(
                Severity.HIGH if holds else Severity.MEDIUM,
                f"{name} is lifted: from then on one command, or one plan that nobody reads, can delete "
                f"{holds or 'it'}.",
                "Keep the protection on unless this is the first step of taking it down on purpose.",
                (name,),
            )


def emptied_on_destroy(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    if not subject.stays:
        return
    for name in EMPTYING:
        if subject.turned_on(name) and flag(subject.before, name) is not None:
            yield Risk(
                Severity.HIGH,
                f"{name} is switched on: a later destroy takes the data along without a copy and without a question.",
                "Leave it off unless this is the first step of taking it down on purpose.",
                (name,),
            )
    for name in WAITING:
        lowered = subject.lowered(name)
        if lowered:
            yield Risk(
                Severity.HIGH,
                f"{name} goes from {lowered[0]:g} to {lowered[1]:g}: less time to notice a deletion by mistake.",
                "Keep the longer time; it costs nothing.",
                (name,),
            )


def forgotten(subject: Subject, _: Surroundings) -> Iterator[Risk]:
    lost = lost_with(subject.type, subject.before)
    if subject.action is Action.FORGET and lost:
        yield Risk(
            Severity.LOW,
            "Terraform forgets it: it stays in AWS with its data, and from then on nobody manages or reviews it.",
            "Note who looks after it, or leave it in the configuration.",
        )


def _final_snapshot(subject: Subject) -> str:
    """What RDS does by itself, so far as the state says it."""
    if is_mark(subject.before.get("skip_final_snapshot")):
        return ""
    skips = flag(subject.before, "skip_final_snapshot")
    if skips is False:
        return ", after a last snapshot, which AWS keeps"
    return ", without a last snapshot" if skips else ""


RULES: Final = (
    Rule("data-destroyed", DATA_LOSS, "the destruction of what holds data", destroyed),
    Rule("data-replaced", DATA_LOSS, "the replacement of what holds data: the new one is empty", replaced),
    Rule(
        "may-hold-data-destroyed",
        DATA_LOSS,
        "the destruction or replacement of what sounds like data, of types that no table knows",
        unknown_destroyed,
    ),
    Rule("protection-lifted", DATA_LOSS, "deletion protection that goes", unprotected),
    Rule(
        "destroy-made-easy",
        DATA_LOSS,
        "`force_destroy`, `skip_final_snapshot` and their like switched on, recovery windows shortened",
        emptied_on_destroy,
    ),
    Rule("data-forgotten", DATA_LOSS, "what holds data and is no longer managed", forgotten),
    *RETENTION_RULES,
)
