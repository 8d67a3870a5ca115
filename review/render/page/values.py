"""Values of a plan, as a reader of the page sees them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from review.model import ABSENT, Mark, Path
from review.render.page.element import Content, Safe, element
from review.render.words import dotted

LONGEST: Final = 2000
"""Characters of a value; the rest is counted."""
MOST: Final = 60
"""Values of a resource that is created or destroyed; the rest is counted."""


def shown(value: Any) -> Safe:
    """A value as code; what is unknown, sensitive or not there in words."""
    if value is None or value is ABSENT:
        return element("span", "none", class_="mark")
    if isinstance(value, Mark):
        return element("span", str(value).strip("()"), class_="mark")
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)
    if not text:
        return element("span", "empty", class_="mark")
    more = len(text) - LONGEST
    return element(
        "code", text[:LONGEST], element("span", f" and {more:,} more characters", class_="mark") if more > 0 else None
    )


def table(values: Mapping[str, Any]) -> Safe:
    """What a resource is given, without what is empty and without the tags that all resources have."""
    own = {name: value for name, value in values.items() if name != "tags_all" or not values.get("tags")}
    found = list(_flat(own, ()))
    more = len(found) - MOST
    rows: list[Content] = [
        element("tr", element("th", dotted(path), scope="row"), element("td", shown(value)))
        for path, value in found[:MOST]
    ]
    if more > 0:
        rows.append(element("tr", element("td", f"and {more} more values", colspan=2, class_="mark")))
    return element("table", element("tbody", rows), class_="values")


def _flat(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield from _flat(value[key], (*path, key))
    elif isinstance(value, list) and any(isinstance(one, Mapping | list) for one in value):
        for place, one in enumerate(value):
            yield from _flat(one, (*path, place))
    elif value not in (None, [], "", Mark.ABSENT):
        yield path, value
