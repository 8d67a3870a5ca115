"""The risks, and what nobody judged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from review.model import Finding, NotJudged, Severity
from review.render.page.element import Safe, element, joined
from review.render.page.verdict import severity_tag
from review.render.words import counted, dotted
from review.review import Accepted


def findings(found: Sequence[Finding], anchors: Mapping[str, str]) -> Safe:
    """Every finding in the order of the review, with links to the changes they are about.

    What one rule says of several resources with one advice stands together, at the place of the first.
    """
    if not found:
        return element("p", "No rule found anything to say.")
    alike: dict[tuple[Severity, str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        alike[finding.severity, finding.rule, finding.advice].append(finding)
    return element("ol", [_card(together, anchors) for together in alike.values()], class_="findings")


def accepted(found: Sequence[Accepted], anchors: Mapping[str, str]) -> Safe:
    """What was found and somebody accepts, with the reason."""
    return element("ul", [_accepted(one, anchors) for one in found], class_="plain")


def not_judged(types: Sequence[NotJudged]) -> Safe:
    """The types that no rule knows, and where they are."""
    return element("ul", [_not_judged(one) for one in types], class_="plain")


def place(address: str, anchors: Mapping[str, str]) -> Safe:
    """An address, as a link where its change is on the page."""
    code = element("code", address)
    return element("a", code, href=f"#{anchors[address]}") if address in anchors else code


def prose(text: str) -> Safe:
    """A sentence in which what stands in backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return joined(text)
    return joined(*(element("code", piece) if number % 2 else piece for number, piece in enumerate(pieces)))


def _card(alike: Sequence[Finding], anchors: Mapping[str, str]) -> Safe:
    first = alike[0]
    said = " ".join(f"{one.address} {one.reason}" for one in alike)
    return element(
        "li",
        element("p", severity_tag(first.severity), element("span", f"{first.category}, {first.rule}", class_="rule")),
        element("ul", [element("li", _said(one, anchors)) for one in alike], class_="plain"),
        element("p", prose(first.advice), class_="advice"),
        class_=f"finding {first.severity}",
        data_find=f"{said} {first.rule} {first.category}".lower(),
    )


def _said(finding: Finding, anchors: Mapping[str, str]) -> Safe:
    where = [one for one in (finding.source.settings, finding.source.code) if one]
    return joined(
        [place(finding.address, anchors), " "] if finding.address else None,
        [element("code", dotted(finding.path), class_="muted"), " "] if finding.path else None,
        element("strong", prose(finding.reason)),
        element("span", f" from {', '.join(where)}", class_="muted") if where else None,
    )


def _accepted(one: Accepted, anchors: Mapping[str, str]) -> Safe:
    why = element("span", f" {one.reason} ({one.where})", class_="muted")
    return element("li", severity_tag(one.finding.severity), " ", _said(one.finding, anchors), why)


def _not_judged(one: NotJudged) -> Safe:
    addresses = element("ul", [element("li", element("code", address)) for address in one.addresses], class_="plain")
    summary = joined(element("code", one.type), f": {one.reason} ({counted(len(one.addresses), 'resource')})")
    return element("li", element("details", element("summary", summary), addresses))
