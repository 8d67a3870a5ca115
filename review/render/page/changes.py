"""Every change, in groups, each to be opened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from review.configuration import without_index
from review.model import Action, AttributeChange, Change, Source
from review.render.page.element import Content, Safe, element
from review.render.page.values import shown, table
from review.render.words import counted, dotted
from review.weight import WEIGHT, counts

_NO_VALUES_BEYOND: Final = 400
"""In a plan with more changes, what is created or destroyed is named without its values, or the page would not open."""


def anchors(changes: Iterable[Change]) -> dict[str, str]:
    """Address -> the name by which the page links to its change."""
    return {change.address: f"change-{number}" for number, change in enumerate(changes, start=1)}


def grouped(changes: Sequence[Change], links: Mapping[str, str], sources: Mapping[str, Source]) -> Safe:
    """The changes by component, or by module where there is no component; those with the heaviest actions first."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.resource.component or change.resource.module or "without a component"].append(change)
    ordered = sorted(groups.items(), key=lambda one: (min(WEIGHT.index(change.action) for change in one[1]), one[0]))
    with_values = len(changes) <= _NO_VALUES_BEYOND
    return element("div", [_group(title, found, links, sources, with_values) for title, found in ordered])


def flat(changes: Sequence[Change]) -> Safe:
    """The changes one after the other, without links to them."""
    return element("div", [_change(change, None, None, True) for change in changes])


def _group(
    title: str, changes: Sequence[Change], links: Mapping[str, str], sources: Mapping[str, Source], with_values: bool
) -> Safe:
    total = [f" {action.sign}{count}" for action, count in counts(change.action for change in changes).items()]
    inside = [
        _change(change, links.get(change.address), sources.get(without_index(change.address)), with_values)
        for change in changes
    ]
    return element("section", element("h3", title, element("span", total, class_="muted")), inside, class_="group")


def _change(change: Change, anchor: str | None, source: Source | None, with_values: bool) -> Safe:
    return element(
        "details",
        element(
            "summary",
            element("b", f"{change.action.sign} {change.action}", class_=f"sign {change.action}"),
            " ",
            element("code", change.address),
            " ",
            element("span", _in_short(change), class_="muted"),
        ),
        element("div", _details(change, source, with_values), id=anchor, class_="inside"),
        class_=f"change {change.action}",
        data_find=f"{change.address} {change.action} {change.resource.component}".lower(),
        data_action=change.action.value,
    )


def _in_short(change: Change) -> str:
    forcing = [dotted(one.path) for one in change.attributes if one.forces_replacement]
    if forcing:
        return f"because of {', '.join(forcing)}"
    if change.previous_address:
        return f"was {change.previous_address}"
    if change.import_id:
        return f"imported as {change.import_id}"
    if change.deposed:
        return "left behind by a replacement"
    return ", ".join(sorted({str(one.path[0]) for one in change.attributes if one.path}))


def _details(change: Change, source: Source | None, with_values: bool) -> Iterable[Content]:
    where = [one for one in (source.settings, source.code) if one] if source else []
    if where:
        yield element("p", "From ", element("code", ", ".join(where)), class_="muted")
    if change.reason:
        yield element("p", change.reason.replace("_", " "), class_="muted")
    if change.create_before_destroy and change.action is Action.REPLACE:
        yield element("p", "The new one is created before the old one is destroyed.", class_="muted")
    if change.attributes:
        yield _attributes(change.attributes)
    elif change.action in (Action.CREATE, Action.DESTROY, Action.READ) and with_values:
        yield table(change.resource.values)
    if change.folded:
        yield element("p", f"{counted(change.folded, 'difference')} without meaning left out.", class_="muted")


def _attributes(attributes: Sequence[AttributeChange]) -> Safe:
    head = element("tr", [element("th", one, scope="col") for one in ("argument", "before", "after")])
    rows = [
        element(
            "tr",
            element(
                "th",
                dotted(one.path),
                element("span", " forces replacement", class_="forces") if one.forces_replacement else None,
                scope="row",
            ),
            element("td", shown(one.before), data_title="before"),
            element("td", shown(one.after), data_title="after"),
        )
        for one in attributes
    ]
    return element("table", element("thead", head), element("tbody", rows), class_="values")
