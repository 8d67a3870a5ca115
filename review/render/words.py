"""How changes are said in every rendering: signs, paths, values, counts."""

import json
from collections.abc import Iterable
from typing import Any, Final

from review.model import Action, AttributeChange, Change, Mark, Path, Plan
from review.weight import counts

TO_DO: Final = {
    Action.CREATE: "add",
    Action.UPDATE: "change",
    Action.REPLACE: "replace",
    Action.DESTROY: "destroy",
    Action.IMPORT: "import",
    Action.MOVE: "move",
    Action.FORGET: "forget",
}
ALWAYS_COUNTED: Final = (Action.CREATE, Action.UPDATE, Action.REPLACE, Action.DESTROY)
LONGEST_VALUE: Final = 100
BLOCK: Final = 4096
AROUND: Final = 24
"""Characters shown before the place where two long texts differ."""


def plain(text: str) -> str:
    """The text with everything that is no visible character written out, so that nothing can steer a terminal.

    A line break is `\\n`, an escape character `\\x1b`, a character that turns the direction of writing `\\u202e`.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def dotted(path: Path) -> str:
    """`ingress[0].cidr_blocks[1]`, `tags["a.b"]`."""
    spelt = ""
    for part in path:
        if isinstance(part, int):
            spelt += f"[{part}]"
        elif part.replace("-", "_").replace(":", "_").isidentifier():
            spelt += f".{part}" if spelt else part
        else:
            spelt += f"[{json.dumps(part, ensure_ascii=False)}]"
    return plain(spelt)


def shown(value: Any, longest: int = LONGEST_VALUE) -> str:
    """A value on one line, cut where it is long. Texts are in quotes, marks are not."""
    if isinstance(value, Mark):
        return str(value)
    return _cut(_spelt(value), longest)


def both(change: AttributeChange, longest: int = LONGEST_VALUE) -> tuple[str, str]:
    """The value before and after; of two long ones the part where they differ."""
    before, after = change.before, change.after
    if isinstance(before, Mark) or isinstance(after, Mark):
        return shown(before, longest), shown(after, longest)
    old, new = _spelt(before), _spelt(after)
    if len(old) <= longest and len(new) <= longest:
        return old, new
    start = max(_same_beginning(old, new) - AROUND, 0)
    return _window(old, start, longest), _window(new, start, longest)


def title(change: Change) -> str:
    """`-/+ aws_db_instance.database (because of engine)`: one line for a change, without values."""
    names = sorted({str(one.path[0]) for one in change.attributes})
    details = ", ".join(names) if change.action is Action.UPDATE else ""
    forced = sorted({str(one.path[0]) for one in change.attributes if one.forces_replacement})
    if forced:
        details = f"because of {', '.join(forced)}"
    elif change.action is Action.REPLACE and change.reason:
        details = change.reason.replace("_", " ")
    elif change.previous_address:
        details = f"was {change.previous_address}"
    if change.import_id is not None:
        details = f"imported; {details}" if details else "imported"
    if change.deposed:
        details = f"deposed {change.deposed}"
    return plain(f"{change.action.sign:>3} {change.address}" + (f" ({details})" if details else ""))


def headline(plan: Plan) -> str:
    """`1 to add, 0 to change, 0 to replace, 0 to destroy`, and more where there is more."""
    found = counts(change.action for change in plan.changes)
    found[Action.IMPORT] = sum(change.import_id is not None for change in plan.changes)
    return ", ".join(
        f"{found.get(action, 0)} to {verb}"
        for action, verb in TO_DO.items()
        if found.get(action) or action in ALWAYS_COUNTED
    )


def left_out(no_ops: int) -> str:
    """A sentence about updates that nobody needs to look at."""
    return f"{counted(no_ops, 'update')} left out, where only order, spelling or computed values differ."


def counted(number: int, noun: str) -> str:
    """`1 resource`, `2,000 resources`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def by_severity(severities: Iterable[Any]) -> str:
    """`2 critical, 1 high`, the worst first; nothing of nothing."""
    listed = list(severities)
    return ", ".join(f"{listed.count(one)} {one}" for one in sorted(set(listed), reverse=True))


def _same_beginning(one: str, other: str) -> int:
    """How many characters two texts have in common from the first on."""
    start = 0
    while one[start : start + BLOCK] == other[start : start + BLOCK] and start < len(one):
        start += BLOCK
    pairs = zip(one[start : start + BLOCK], other[start : start + BLOCK], strict=False)
    return start + next((index for index, pair in enumerate(pairs) if pair[0] != pair[1]), 0)


def _spelt(value: Any) -> str:
    return plain(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}… ({len(text):,} characters)"


def _window(text: str, start: int, longest: int) -> str:
    end = start + longest
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
