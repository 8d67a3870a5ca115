"""A review as one HTML page that needs nothing else: no network, no scripts for its content."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from review.model import Action
from review.palette import colour_of, variables
from review.render.page.changes import anchors, flat, grouped
from review.render.page.cost import cost
from review.render.page.element import Content, Safe, element
from review.render.page.findings import accepted, findings, not_judged
from review.render.page.outputs import outputs
from review.render.page.verdict import verdict
from review.review import Review

_FOLDER: Final = Path(__file__).with_name("page")
_STYLE_IN_PICTURE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def html(review: Review) -> str:
    """The page. The same review gives the same bytes. Scripts may search and filter; nothing but what is in the page
    may run or be fetched."""
    style, script = _style(), _read("page.js")
    drawn = _STYLE_IN_PICTURE.findall(review.picture or "")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy([style, *drawn], script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Review of {review.title}"),
        element("style", Safe(style)),
    )
    body = element(
        "body", element("main", verdict(review), _search(), _sections(review)), element("script", Safe(script))
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _sections(review: Review) -> Content:
    plan = review.plan
    links = anchors(plan.changes)
    picture = Safe(review.picture) if review.picture else None
    found: list[tuple[str, str, Content]] = [
        ("risks", "Risks", findings(review.findings, links)),
        ("accepted", "Accepted", accepted(review.accepted, links) if review.accepted else None),
        ("cost", "Cost of a month", cost(review.cost) if review.cost else None),
        ("picture", "Picture", element("div", picture, class_="scroll picture", tabindex=0) if picture else None),
        ("changes", "Changes", grouped(plan.changes, links, review.sources) if plan.changes else None),
        ("drift", "Changed outside Terraform", flat(plan.drift) if plan.drift else None),
        ("outputs", "Outputs", outputs(plan.outputs) if plan.outputs else None),
        ("not-judged", "Not judged", not_judged(review.not_judged) if review.not_judged else None),
    ]
    kept = [(key, title, content) for key, title, content in found if content is not None]
    return [
        element(
            "nav",
            element("ul", [element("li", element("a", title, href=f"#{key}")) for key, title, _ in kept]),
            aria_label="Sections",
        ),
        [element("section", element("h2", title), content, id=key) for key, title, content in kept],
    ]


def _search() -> Safe:
    """Hidden until the script shows it, as it does nothing without."""
    return element(
        "form",
        element(
            "label", "Search ", element("input", type="search", id="search", placeholder="address, rule, component")
        ),
        element(
            "select",
            [element("option", "every action", value="")] + [element("option", one, value=one) for one in Action],
            id="action",
            aria_label="Action",
        ),
        element("button", "Open all", type="button", id="open"),
        element("output", "", id="found", aria_live="polite"),
        id="tools",
        hidden=True,
    )


def _policy(styles: list[str], script: str) -> str:
    allowed = " ".join(sorted({_hash(style) for style in styles}))
    return f"default-src 'none'; style-src {allowed}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _style() -> str:
    signs = "".join(f".sign.{one},.chip.{one} b{{color:var(--{colour_of(one)})}}" for one in Action)
    return variables(":root") + signs + _read("page.css")


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
