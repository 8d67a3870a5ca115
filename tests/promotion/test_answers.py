"""What a person may say about a proposal."""

import pytest

from promotion.answers import Answers, asked
from promotion.proposal import Proposal, propose
from promotion.rules import Rules
from settings.promotion import PromotionSettings
from tests.promotion.conftest import side
from toolchain.errors import UserError

RULES = Rules.of(
    PromotionSettings(
        environments=("staging", "prod"), promote={"services.**": "release"}, keep={"network.**": "there"}
    )
)
SOURCE = side('network = { range = 1 }\nservices = { api = { image = "b", port = 2 }, worker = { image = "w" } }\n')
TARGET = side('network = { range = 2 }\nservices = { api = { image = "a", port = 1 } }\n', "shop/prod")


def proposal() -> Proposal:
    return propose(SOURCE, TARGET, RULES)


def after(answers: Answers) -> dict[str, tuple[str, str]]:
    return {entry.name: (entry.action, entry.reason) for entry in answers.applied(proposal()).entries}


def refusal(answers: Answers) -> str:
    with pytest.raises(UserError) as error:
        answers.applied(proposal())
    return str(error.value)


NOT_SAID = {
    "network.range": ("keep", "there"),
    "services.api.image": ("promote", "release"),
    "services.api.port": ("promote", "release"),
    "services.worker": ("ask", "shop/prod does not have it; release"),
}


def test_without_answers_nothing_changes():
    assert after(Answers()) == NOT_SAID


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize("pattern", ["services.api.image", "services.*.image"])
def test_only_leaves_everything_else(pattern: str):
    assert after(Answers(only=[pattern])) == NOT_SAID | {
        "services.api.port": ("keep", "not among what you named"),
        "services.worker": ("keep", "not among what you named"),
    }


@pytest.mark.parametrize("pattern", ["services.worker", "services.*", "services"])
def test_include_promotes_what_would_be_asked_about(pattern: str):
    assert after(Answers(include=[pattern])) == NOT_SAID | {"services.worker": ("promote", "as you said")}


def test_only_answers_too():
    assert after(Answers(only=["services.worker"]))["services.worker"] == ("promote", "as you said")


def test_leave_keeps_what_would_be_promoted_or_asked_about():
    assert after(Answers(leave=["services.worker", "services.api.port"])) == NOT_SAID | {
        "services.worker": ("keep", "left as it is, as you said"),
        "services.api.port": ("keep", "left as it is, as you said"),
    }


def test_leave_counts_more_than_include():
    assert after(Answers(include=["services"], leave=["services.worker"]))["services.worker"][0] == "keep"


@pytest.mark.requirement("C-35")
def test_a_pattern_that_means_nothing_is_refused():
    assert refusal(Answers(only=["services.api.imge"])) == (
        "--only services.api.imge: nothing like it differs between shop/staging and shop/prod; what can be promoted is "
        "services.api.image, services.api.port, services.worker."
    )


def test_a_pattern_is_refused_when_nothing_can_be_promoted():
    with pytest.raises(UserError) as error:
        Answers(include=["owner"]).applied(propose(TARGET, TARGET, RULES))
    assert str(error.value) == (
        "--include owner: nothing like it differs between shop/prod and shop/prod; nothing can be promoted."
    )


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize("answers", [Answers(only=["network"]), Answers(include=["network.range"])])
def test_what_a_rule_keeps_is_not_promoted_by_naming_it(answers: Answers):
    option = "--only network" if answers.only else "--include network.range"
    assert refusal(answers) == (
        f"{option}: network.range stays as it is in each environment: there. Edit envs/shop/prod.tfvars:1 by hand, or say "
        "otherwise under `promotion` in shared.tfvars."
    )


def test_a_person_answers_each_open_entry():
    seen: list[str] = []
    decided = asked(proposal(), lambda entry: bool(seen.append(entry.name)) or True)
    assert seen == ["services.worker"]
    assert {entry.name: entry.action for entry in decided.entries}["services.worker"] == "promote"
    assert asked(proposal(), lambda _: False).having("ask") == ()
