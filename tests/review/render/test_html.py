"""The page, and what a real browser makes of it."""

import re
import time
from dataclasses import replace

import pytest

from review.model import Action, Change, Finding, Plan, Severity
from review.render.html import html
from review.review import Review
from tests.review.browser import ask, needs_browser
from tests.review.render.reviews import HOSTILE, empty_review, full_review, resource

OVERFLOW = "return page.documentElement.scrollWidth - page.documentElement.clientWidth;"
TITLES = "return [...page.querySelectorAll('h2')].map((one) => one.textContent);"


def _text(page: str) -> str:
    without_head = page[page.index("<main>") : page.index("<script>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", without_head))


def test_the_same_review_gives_the_same_bytes() -> None:
    assert html(full_review()) == html(full_review())


def test_the_verdict_comes_first() -> None:
    assert _text(html(full_review())).startswith(
        " shop/prod 2 critical 1 low + 1 to create -/+ 1 to replace - 1 to destroy "
        "This plan is partial: it leaves out resources, or it failed. What is not in it was not judged. "
        "2 resources afterwards, 2 now; 3 changes without meaning left out; 1 resource changed outside Terraform; "
        "planned with Terraform 1.11.4. "
    )


def test_sections_in_the_order_of_what_matters() -> None:
    assert re.findall(r'<section id="([a-z-]+)">', html(full_review())) == [
        "risks",
        "accepted",
        "cost",
        "picture",
        "changes",
        "drift",
        "outputs",
        "not-judged",
    ]


def test_a_plan_that_does_nothing() -> None:
    page = html(empty_review())

    assert re.findall(r'<section id="([a-z-]+)">', page) == ["risks"]
    assert "No findings. Nothing changes." in _text(page).replace("  ", " ")
    assert "No rule found anything to say." in page


def test_a_finding_says_what_to_do_where_it_comes_from_and_leads_to_its_change() -> None:
    page = html(full_review())
    text = _text(page)

    assert (
        "critical data loss, data-destroyed aws_s3_bucket.old It is destroyed, and with it every object of shop/prod."
        in text
    )
    assert "from envs/shop/prod.tfvars:12, modules/static_site/construct.py:40 Copy what somebody needs;" in text
    assert "use a <code>removed</code> block." in page
    [anchor] = re.findall(r'<a href="#(change-\d+)"><code>aws_s3_bucket.old</code></a>', page)
    assert f'id="{anchor}"' in page


def test_alike_findings_stand_together() -> None:
    alike = [Finding("gone", "downtime", Severity.HIGH, f"aws_lb.{name}", "It is destroyed.", "Look.") for name in "ab"]
    page = html(replace(empty_review(), findings=tuple(alike)))

    assert page.count('<li class="finding high"') == 1
    assert page.count("Look.") == 1
    assert page.count("It is destroyed.") == 2


def test_what_is_accepted_has_its_reason() -> None:
    text = _text(html(full_review()))

    assert "medium aws_sqs_queue.jobs Nothing is logged. Costs more than it tells (policy.toml:4)" in text


def test_a_replacement_says_which_argument_forces_it() -> None:
    text = _text(html(full_review()))

    assert "-/+ replace aws_db_instance.main because of engine" in text
    assert "From envs/shop/prod.tfvars:61, modules/rds_postgres/construct.py:40 replace because cannot update" in text
    assert "The new one is created before the old one is destroyed." in text
    assert "engine forces replacement postgres shop/prod" in text
    assert "password sensitive known after apply" in text
    assert "2 differences without meaning left out." in text


def test_changes_are_grouped_by_component_the_heaviest_first() -> None:
    page = html(full_review())
    changes = page[page.index('<section id="changes">') :]

    assert re.findall(r"<h3>(\w+)", changes) == ["logs", "database", "jobs"]


def test_without_a_component_changes_are_grouped_by_module() -> None:
    found = replace(resource("aws_sqs_queue.a"), address="module.jobs.aws_sqs_queue.a", module="module.jobs")
    change = Change(found.address, found.type, Action.CREATE, None, found)
    page = html(replace(empty_review(), plan=Plan((change,), (), (), {}, {found.address: found})))

    assert "<h3>module.jobs" in page


def test_cost_names_what_is_in_no_figure() -> None:
    text = _text(html(full_review()))

    assert "quiet month expected month busy month Now" in text
    assert "US dollars a month on demand, without tax, support and credits." in text


def test_names_of_strangers_are_never_markup() -> None:
    page = html(full_review(HOSTILE))

    assert page.count("<script>") == 1
    assert page.count("<title") == page.count("</title>")
    assert "<img" not in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_only_what_is_in_the_page_may_run() -> None:
    page = html(full_review())
    [policy] = re.findall(r'content="(default-src[^"]*)"', page)

    assert re.sub(r"sha256-[A-Za-z0-9+/=]{44}", "sha256", policy.replace("&#x27;", "'")) == (
        "default-src 'none'; style-src 'sha256' 'sha256'; script-src 'sha256'; base-uri 'none'; form-action 'none'"
    )
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert not re.findall(r" (?:style|on\w+)=\"", page)


def test_five_thousand_changes_are_a_page_in_seconds() -> None:
    queues = [resource(f"aws_sqs_queue.q{number}", "jobs", name=f"queue-{number}") for number in range(5000)]
    changes = tuple(Change(one.address, one.type, Action.CREATE, None, one) for one in queues)
    review = replace(empty_review(), plan=Plan(changes, (), (), {}, {one.address: one for one in queues}))
    started = time.process_time()

    page = html(review)

    assert time.process_time() - started < 1.5
    assert len(page) < 3_000_000


@needs_browser
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(width: int) -> None:
    opened = html(full_review("a" * 200)).replace("<details ", "<details open ")

    assert ask(opened, OVERFLOW, width=width, scripts=False) == 0


@needs_browser
def test_without_scripts_everything_can_be_read() -> None:
    probe = f"""
    const titles = (() => {{ {TITLES} }})();
    const tools = page.getElementById("tools").checkVisibility();
    for (const one of page.querySelectorAll("details")) one.open = true;
    const cells = [...page.querySelectorAll("#changes td")].every((one) => one.checkVisibility());
    return [titles, tools, cells];
    """
    titles, tools, cells = ask(html(full_review()), probe, scripts=False)

    assert titles == [
        "Risks",
        "Accepted",
        "Cost of a month",
        "Picture",
        "Changes",
        "Changed outside Terraform",
        "Outputs",
        "Not judged",
    ]
    assert (tools, cells) == (False, True)


@needs_browser
def test_search_filter_and_open_all() -> None:
    probe = """
    const shown = (kind) => [...page.querySelectorAll(kind)].filter((one) => one.checkVisibility()).length;
    const open = () => [...page.querySelectorAll("details")].filter((one) => one.open).length;
    const [search, action, button] = ["search", "action", "open"].map((id) => page.getElementById(id));
    const answers = [];
    const tell = (element, value, event) => {
      element.value = value;
      element.dispatchEvent(new Event(event));
      answers.push([shown(".change"), shown(".finding"), page.getElementById("found").textContent]);
    };
    for (const words of ["QUEUE jobs", "nothing has this name", ""]) tell(search, words, "input");
    for (const one of ["destroy", ""]) tell(action, one, "change");
    button.click();
    answers.push([open(), button.textContent]);
    button.click();
    answers.push([open(), button.textContent]);
    return answers;
    """

    assert ask(html(full_review()), probe) == [
        [2, 1, "2 of 4 changes"],
        [0, 0, "0 of 4 changes"],
        [4, 3, ""],
        [1, 3, "1 of 4 changes"],
        [4, 3, ""],
        [6, "Close all"],
        [0, "Open all"],
    ]


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark(dark: bool) -> None:
    probe = """
    const of = (element) => getComputedStyle(element).backgroundColor;
    return [of(page.body), getComputedStyle(page.querySelector("rect.page")).fill];
    """
    expected = "rgb(13, 17, 23)" if dark else "rgb(246, 247, 249)"

    assert ask(html(full_review()), probe, dark=dark) == [expected, expected]


@needs_browser
def test_names_of_strangers_do_nothing_in_a_browser() -> None:
    probe = "return [page.querySelectorAll('script').length, page.querySelectorAll('img').length, page.title];"

    assert ask(html(full_review(HOSTILE)), probe) == [1, 0, f"Review of {HOSTILE[:-2]}\ufffd\ufffd"]


def test_no_review_is_changed_by_rendering() -> None:
    review: Review = full_review()
    before = repr(review)
    html(review)

    assert repr(review) == before
