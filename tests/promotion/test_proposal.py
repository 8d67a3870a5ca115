"""What is promoted, kept and asked about, and why."""

import pytest

from promotion.history import History
from promotion.proposal import Entry, Proposal, never_ran, propose
from promotion.rules import Rules
from settings.promotion import PromotionSettings
from tests.promotion.conftest import PROD, STAGING, Repository, side

OWN = PromotionSettings(
    environments=("staging", "prod"),
    promote={"services.**": "the release", "parameters.**": "configuration", "secrets.**": "the same"},
    keep={"services.*.cpu_units": "size"},
    ask={"services.*.secrets": "set them first"},
)
RULES = Rules.of(OWN)


def sorted_(source: str, target: str, history: History | None = None) -> list[tuple[str, str, str, str | None]]:
    proposal = propose(side(source), side(target, "shop/prod"), RULES, history)
    return [told(entry) for entry in proposal.entries]


def told(entry: Entry) -> tuple[str, str, str, str | None]:
    return entry.name, entry.action, entry.reason, entry.question


def api(text: str) -> str:
    return f"services = {{ api = {{ {text} }} }}\n"


@pytest.mark.requirement("C-35")
def test_a_rule_promotes_and_another_keeps():
    assert sorted_(api('image = "b", cpu_units = 1'), api('image = "a", cpu_units = 2')) == [
        ("services.api.image", "promote", "the release", None),
        ("services.api.cpu_units", "keep", "size", None),
    ]


def test_a_rule_may_ask():
    assert sorted_(api('secrets = ["A", "B"]'), api('secrets = ["A"]')) == [
        ("services.api.secrets", "ask", "set them first", "rule")
    ]


def test_a_name_of_what_stays_in_the_target_stays_with_it():
    source = 'services = { api = { connects_to = ["database"] } }\n'
    target = 'services = { api = { connects_to = ["database", "backups"] } }\nbuckets = { backups = {} }\n'
    rules = Rules.of(OWN.model_copy(update={"keep": {"buckets.backups": "a second copy"}}))
    entries = propose(side(source), side(target, "shop/prod"), rules).entries
    assert told(entries[0]) == (
        "services.api.connects_to",
        "keep",
        "goes with buckets.backups, which only shop/prod has",
        None,
    )


@pytest.mark.parametrize(
    ("source", "target", "buckets"),
    [
        ('"database"', '"database", "backups"', ""),
        ('"database"', '"backups"', "backups = {}"),
        ('"cache"', '"database", "backups"', "backups = {}"),
        ('"database"', '"database", "backups", "cache"', "backups = {}"),
    ],
    ids=["no such section", "another name is missing", "another name differs", "another name is more"],
)
def test_a_list_that_differs_in_more_than_that_is_asked_about(source: str, target: str, buckets: str):
    rules = Rules.of(OWN.model_copy(update={"keep": {"buckets.backups": "a second copy"}}))
    entries = propose(
        side(f"services = {{ api = {{ connects_to = [{source}] }} }}\n"),
        side(f"services = {{ api = {{ connects_to = [{target}] }} }}\nbuckets = {{ {buckets} }}\n", "shop/prod"),
        rules,
    ).entries
    assert (entries[0].name, entries[0].action) == ("services.api.connects_to", "ask")


def test_what_no_rule_means_is_asked_about():
    assert sorted_('colour = "red"\n', 'colour = "blue"\n') == [
        ("colour", "ask", "no rule says whether it moves", "unclassified")
    ]


@pytest.mark.requirement("C-35")
def test_what_is_new_is_asked_about():
    assert sorted_(api('image = "a", tracing = true'), api('image = "a"')) == [
        ("services.api.tracing", "ask", "shop/prod does not have it; the release", "new")
    ]


def test_what_is_new_and_names_its_environment_says_so():
    source = 'parameters = { URL = "https://staging.example.com/" }\n'
    assert sorted_(source, "parameters = {}\n") == [
        ("parameters.URL", "ask", "shop/prod does not have it; its value names shop/staging", "new")
    ]


def test_what_names_its_environment_stays():
    source, target = 'parameters = { URL = ["a", "Staging"] }\n', 'parameters = { URL = ["a", "prod"] }\n'
    assert sorted_(source, target) == [
        ("parameters.URL", "keep", "its value in shop/staging names that environment", None)
    ]


@pytest.mark.parametrize("value", ["stagings", "prestaging", "s-t-a-g-i-n-g"])
def test_a_name_is_a_word(value: str):
    [(_, action, _, _)] = sorted_(f'parameters = {{ URL = "{value}" }}\n', 'parameters = { URL = "x" }\n')
    assert action == "promote"


def test_an_image_goes_whatever_its_name():
    [(_, action, _, _)] = sorted_(api('image = "api:staging-7"'), api('image = "api:staging-6"'))
    assert action == "promote"


@pytest.mark.requirement("C-35")
def test_what_only_the_target_has_is_asked_about():
    assert sorted_(api("tracing = true"), api("tracing = true, user_pool_admin = true")) == [
        ("services.api.user_pool_admin", "ask", "shop/staging does not have it", "extra")
    ]


def test_what_the_target_alone_has_in_a_list_is_asked_about():
    assert sorted_(api('parameters = ["A", "B"]'), api('parameters = ["A", "C"]')) == [
        ("services.api.parameters", "ask", 'shop/prod alone has "C"', "diverged")
    ]


def test_a_list_that_only_grows_is_promoted():
    assert sorted_(api('parameters = ["A", "B"]'), api('parameters = ["A"]')) == [
        ("services.api.parameters", "promote", "the release", None)
    ]


def by_history(repository: Repository) -> list[tuple[str, str, str, str | None]]:
    history = History(repository.root, (STAGING, PROD))
    proposal = propose(repository.side("staging"), repository.side("prod"), RULES, history)
    return [told(entry) for entry in proposal.entries]


@pytest.mark.requirement("C-35")
def test_a_value_that_the_source_once_had_is_promoted_over(repository: Repository):
    repository.commit("one", staging=api('image = "a", parameters = ["A", "B"]'), prod=api('image = "a"'))
    repository.commit("two", staging=api('image = "b"'), prod=api('image = "a", parameters = ["A", "B"]'))
    assert by_history(repository)[0] == ("services.api.image", "promote", "the release", None)


@pytest.mark.requirement("C-35")
def test_a_value_that_never_came_from_the_source_is_asked_about(repository: Repository):
    repository.commit("one", staging=api('image = "a"'), prod=api('image = "a"'))
    repository.commit("hotfix", prod=api('image = "fix"'))
    repository.commit("two", staging=api('image = "b"'))
    [(name, action, reason, question)] = by_history(repository)
    assert (name, action, question) == ("services.api.image", "ask", "diverged")
    commit = repository.git("rev-parse", "HEAD~1")[:9]
    day = repository.git("show", "--no-patch", "--format=%cs", "HEAD~1")
    assert reason == (f"shop/staging never had the value that shop/prod has since commit {commit} of {day}, 'hotfix'")


def test_a_value_that_is_not_committed_never_came_from_the_source(repository: Repository):
    repository.commit("one", staging=api('image = "a"'), prod=api('image = "a"'))
    repository.write(PROD, api('image = "fix"'))
    [(_, _, reason, question)] = by_history(repository)
    assert (reason, question) == (
        "shop/staging never had the value that shop/prod has, not committed",
        "diverged",
    )


def test_what_the_source_no_longer_has_is_told_from_what_it_never_had(repository: Repository):
    repository.commit("one", staging=api("tracing = true"), prod=api("tracing = true, user_pool_admin = true"))
    repository.commit(
        "two", staging=api('image = "a"'), prod=api('image = "a", tracing = true, user_pool_admin = true')
    )
    assert by_history(repository) == [
        ("services.api.tracing", "ask", "shop/staging no longer has it", "gone"),
        ("services.api.user_pool_admin", "ask", "shop/staging does not have it", "extra"),
    ]


def promoted(repository: Repository) -> tuple[Proposal, History]:
    history = History(repository.root, (STAGING, PROD))
    return propose(repository.side("staging"), repository.side("prod"), RULES), history


@pytest.mark.requirement("C-35")
def test_an_image_that_is_not_committed_never_ran(repository: Repository):
    repository.commit("one", staging=api('image = "a"'), prod=api('image = "a"'))
    repository.write(STAGING, api('image = "b"'))
    proposal, history = promoted(repository)
    assert [entry.name for entry in never_ran(proposal.entries, proposal.source, history)] == ["services.api.image"]
    repository.commit("two")
    proposal, history = promoted(repository)
    assert never_ran(proposal.entries, proposal.source, history) == []


def test_an_image_inside_of_what_is_new_counts_too(repository: Repository):
    repository.commit("one", staging=api('image = "a"'), prod=api('image = "a"'))
    repository.write(STAGING, 'services = { api = { image = "a" }, worker = { image = "w" } }\n')
    proposal, history = promoted(repository)
    assert [entry.name for entry in never_ran(proposal.entries, proposal.source, history)] == ["services.worker"]
