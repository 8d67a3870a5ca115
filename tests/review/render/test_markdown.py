import re

import pytest

from review.model import Severity
from review.render.markdown import LONGEST, render
from review.review import review
from tests.review.making import entry, plan
from tests.review.render.reviews import HOSTILE, empty_review, full_review

GITHUBS_LIMIT = 65_536


def test_a_comment():
    found = plan(
        entry("aws_s3_bucket.b", {"force_destroy": False}, {"force_destroy": True}),
        entry("google_thing.x", None, {"a": 1}),
        output_changes={"url": {"actions": ["update"], "before": "a", "after": "b"}},
    )
    assert render(review(found, "shop/dev")) == (
        """\
## Plan of shop/dev

**1 to add, 1 to change, 0 to replace, 0 to destroy**

### Findings: 1 high

- 🟠 **high**, data loss: <code>aws&#95;s3&#95;bucket.b</code><br>force&#95;destroy is switched on&#58; a later destroy takes the data along without a copy and without a question.<br>*Leave it off unless this is the first step of taking it down on purpose.*

<details open><summary>Changes (2)</summary>

<pre lang="diff">
~ aws_s3_bucket.b (force_destroy)
        force_destroy: false -&gt; true
+ google_thing.x
</pre>

</details>

<details><summary>Outputs</summary>

- <code>url</code>: <code>&#34;a&#34;</code> → <code>&#34;b&#34;</code>

</details>

<details><summary>Not judged</summary>

- google&#95;thing&#58; no rule knows what depends on it or what is lost with it (google&#95;thing.x)

</details>
"""
    )


def test_of_nothing_it_says_so():
    assert render(empty_review()) == (
        "## Plan of shop/dev\n\n**0 to add, 0 to change, 0 to replace, 0 to destroy**\n\nNo findings.\n"
    )


def test_one_of_everything_is_shown():
    text = render(full_review())
    for part in (
        "### Cost",
        "Changed outside Terraform",
        "Accepted findings",
        "envs/shop/prod.tfvars&#58;12",
        "policy.toml&#58;4",
    ):
        assert part in text


@pytest.mark.parametrize("number", [400, 1_500])
def test_github_takes_it_however_long_the_plan_is(number: int):
    """What matters most is kept, and what is left out is counted."""
    long = "x" * 900
    found = plan(
        entry("aws_s3_bucket.last_of_all", {"bucket": "b"}, None),
        *(entry(f"aws_lb_listener_rule.r{index:05}", {"priority": index}, None) for index in range(number)),
        *(entry(f"aws_vpc.v{index:05}", {"a": long}, {"a": long + "y"}) for index in range(number)),
    )
    text = render(review(found, "shop/dev"))
    assert len(text) <= LONGEST < GITHUBS_LIMIT
    assert text.index("**critical**") < text.index("**medium**") < text.index("<details")
    left_out = [int(count.replace(",", "")) for count in re.findall(r"\*([\d,]+) \w+ more left out here", text)]
    listed = (
        text.count("\n- 🟠") + text.count("\n- 🔴") + text.count("\n- 🟡"),
        text.count("\n- aws_") + text.count("\n~ aws_"),
    )
    assert [shown + left for shown, left in zip(listed, left_out, strict=True)] == [
        len(review(found, "x").findings),
        2 * number + 1,
    ]
    assert text.count("<details") == text.count("</details>")
    assert text.count("<pre") == text.count("</pre>")


def test_hostile_names_are_only_names():
    text = render(full_review(f"{HOSTILE}</details></pre>\n# Approved @maintainers ![x](https://evil.example/x.png) `"))
    assert not re.search(r"(?<!&#64;)@maintainers", text.split("<pre")[0])
    assert "<img" not in text
    assert "<script" not in text
    assert "\n# Approved" not in text
    assert "](https" not in text
    assert text.count("</details>") == text.count("<details")
    assert text.count("</pre>") == text.count("<pre")


def test_severities_have_signs_of_their_own():
    buckets = [
        entry("aws_s3_bucket.b", {"bucket": "b"}, None),
        entry("aws_s3_bucket.c", {"x": 1}, None, actions=["forget"]),
    ]
    text = render(review(plan(*buckets), "x"))
    assert "🔴 **critical**" in text
    assert "🔵 **low**" in text
    assert len(Severity) == 5
