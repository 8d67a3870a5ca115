import io

from review.model import Source
from review.render.lines import lines
from review.render.terminal import write
from review.review import review
from tests.review.making import entry, plan
from tests.review.render.reviews import HOSTILE, empty_review, full_review

PLAN = plan(
    entry("aws_s3_bucket.files", {"bucket": "b", "tags": {"component": "files"}}, None),
    entry("aws_vpc.main", {"enable_dns_support": True}, {"enable_dns_support": False}),
    *(entry(f"aws_subnet.s{number}", None, {"tags": {"component": "network"}}) for number in range(20)),
    entry("aws_route.r", None, {"destination_cidr_block": "10.0.0.0/8"}),
    entry("data.aws_region.here", None, {}, actions=["read"]),
    entry("google_thing.x", {"a": 1}, {"a": 2}),
    entry("x_y.noise", {"a": None}, {"a": ""}),
    output_changes={"url": {"actions": ["update"], "before": "a", "after": "b"}},
    resource_drift=[entry("aws_vpc.main", {"a": 1}, {"a": 2})],
)


def text(*, width: int | None = None) -> list[str]:
    found = review(
        PLAN, "shop/dev", sources={"aws_s3_bucket.files": Source("modules/x.py:1", "envs/shop/dev.tfvars:2")}
    )
    return [line for line, _ in lines(found, width=width)]


def test_what_a_person_reads_from_top_to_bottom():
    assert text() == [
        "shop/dev: 21 to add, 2 to change, 0 to replace, 1 to destroy",
        "1 update left out, where only order, spelling or computed values differ.",
        "",
        "Findings (1 critical)",
        "  CRITICAL  data loss     aws_s3_bucket.files",
        "            It is destroyed, and with it every object in the bucket.",
        "            > Make sure that nobody needs the data or that a tested backup exists outside of it; to keep it "
        "without managing it, take it out of the state with a `removed` block.",
        "            envs/shop/dev.tfvars:2, modules/x.py:1",
        "",
        "Changes",
        "  + 21 new resources: 20 network, 1 untagged",
        "  - aws_s3_bucket.files",
        "  ~ aws_vpc.main (enable_dns_support)",
        "        enable_dns_support: true -> false",
        "  ~ google_thing.x (a)",
        "        a: 1 -> 2",
        "",
        "Outputs",
        '  url: "a" -> "b"',
        "",
        "Changed outside Terraform",
        "  ~ aws_vpc.main (a)",
        "        a: 1 -> 2",
        "",
        "Not judged",
        "  google_thing: no rule knows what depends on it or what is lost with it (google_thing.x)",
    ]


def test_a_plan_of_nothing_is_one_line():
    assert [line for line, _ in lines(empty_review())] == [
        "shop/dev: 0 to add, 0 to change, 0 to replace, 0 to destroy"
    ]


def test_long_sentences_are_wrapped_on_a_terminal():
    wrapped = text(width=60)
    assert "            > Make sure that nobody needs the data or that a" in wrapped
    assert max(map(len, wrapped)) <= 80


def test_what_to_do_is_said_once():
    buckets = plan(*(entry(f"aws_s3_bucket.b{number}", {"bucket": "b"}, None) for number in range(3)))
    assert sum("> Make sure" in line for line, _ in lines(review(buckets, "x"))) == 1


def test_one_of_everything_is_shown():
    shown = "\n".join(line for line, _ in lines(full_review()))
    for part in (
        "engine: ",
        "# forces replacement",
        "(sensitive) -> (known after apply)",
        "Cost",
        "Accepted",
        "policy.toml:4",
    ):
        assert part in shown


def test_hostile_names_steer_no_terminal():
    written = io.StringIO()
    write(full_review(HOSTILE + "\x1b[2J\nFindings (0)"), written, colours=False)
    assert all(line.isprintable() for line in written.getvalue().split("\n"))
    assert "\nFindings (0)" not in written.getvalue()


def test_colours_are_for_terminals(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured = io.StringIO(), io.StringIO()
    found = review(PLAN, "shop/dev")
    write(found, plain, colours=False)
    write(found, coloured, colours=True)
    assert "\x1b[" not in plain.getvalue()
    assert "\x1b[1;31m  CRITICAL  data loss     aws_s3_bucket.files\x1b[0m" in coloured.getvalue()
