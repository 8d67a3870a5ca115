"""Why neighbours differ."""

import pytest

from promotion.divergence import divergence
from promotion.history import History
from promotion.proposal import Entry, propose
from promotion.rules import Rules
from settings.promotion import PromotionSettings
from tests.promotion.conftest import PROD, STAGING, Repository, side

RULES = Rules.of(
    PromotionSettings(
        environments=("staging", "prod"),
        promote={"services.**": "release"},
        keep={"network.**": "there"},
        ask={"secrets.**": "set them"},
    )
)


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.name for entry in entries]


@pytest.mark.requirement("C-35")
def test_what_the_target_does_not_have_yet_waits():
    source = side('network = { range = 1 }\nservices = { api = { image = "b", port = 1 } }\nsecrets = { A = {} }\n')
    found = divergence(propose(source, side('network = { range = 2 }\nservices = { api = { image = "a" } }\n'), RULES))
    assert names(found.kept) == ["network.range"]
    assert names(found.waiting) == ["services.api.image", "services.api.port", "secrets"]
    assert found.unexplained == ()


@pytest.mark.requirement("C-35")
def test_what_the_target_alone_has_is_unexplained():
    target = side('colour = 2\nservices = { api = { image = "a" } }\n')
    found = divergence(propose(side("colour = 1\nservices = { api = {} }\n"), target, RULES))
    assert names(found.unexplained) == ["colour", "services.api.image"]


@pytest.mark.requirement("C-35")
def test_a_value_that_was_never_tried_is_unexplained(repository: Repository):
    repository.commit(
        "one", staging="services = { a = 1, b = 1, c = 1 }\n", prod="services = { a = 1, b = 1, c = 1 }\n"
    )
    repository.commit("two", staging="services = { a = 2, b = 1 }\n", prod="services = { a = 1, b = 9, c = 1 }\n")
    history = History(repository.root, (STAGING, PROD))
    found = divergence(propose(repository.side("staging"), repository.side("prod"), RULES, history))
    assert names(found.waiting) == ["services.a", "services.c"]
    assert names(found.unexplained) == ["services.b"]
