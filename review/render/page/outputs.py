"""The outputs of the root that change."""

from collections.abc import Sequence

from review.model import OutputChange
from review.render.page.element import Safe, element
from review.render.page.values import shown


def outputs(changed: Sequence[OutputChange]) -> Safe:
    """Each with its value before and after."""
    head = element("tr", [element("th", one, scope="col") for one in ("output", "before", "after")])
    rows = [
        element(
            "tr",
            element("th", one.name, scope="row"),
            element("td", shown(one.before), data_title="before"),
            element("td", shown(one.after), data_title="after"),
        )
        for one in changed
    ]
    return element("table", element("thead", head), element("tbody", rows), class_="values")
