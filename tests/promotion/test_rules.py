"""The rules mean every setting there is, and a system may say otherwise."""

import pytest

from promotion import rules
from promotion.rules import Decision, Rules, rules_for_all
from settings.environment import EnvironmentSettings
from settings.problem import SettingsError
from settings.promotion import PromotionSettings
from settings.setting_paths import covers, setting_paths, single_values

RULES = Rules.of()
CAN_BE_EMPTY = [
    ("database_proxy",),
    ("web_acl",),
    ("frontend", "api"),
    ("services", "*", "capacity"),
    ("services", "*", "container"),
    ("dashboard",),
    ("cluster",),
    ("encryption_key",),
    ("alarms",),
]
"""Sections that a file may have without anything inside, and that then have to be meant themselves."""


@pytest.mark.requirement("C-35")
def test_every_setting_there_is_is_classified():
    missing = [".".join(path) for path in single_values(EnvironmentSettings) if RULES.decide(path) is None]
    assert missing == [], "add these to promotion/rules.tfvars"


def test_every_section_that_may_be_empty_is_classified():
    assert [path for path in CAN_BE_EMPTY if RULES.decide(path) is None] == []


def test_a_setting_that_no_pattern_means_is_not_classified():
    assert RULES.decide(("services", "api", "colour")) is None
    assert RULES.decide_about(("sessions",), {"lifetime_minutes": 5}) is None


def test_every_pattern_means_a_setting_there_is():
    patterns = [pattern for patterns in rules_for_all().by_action.values() for pattern in patterns]
    paths = setting_paths(EnvironmentSettings)
    assert [pattern for pattern in patterns if not any(covers(pattern, path) for path in paths)] == []


@pytest.mark.requirement("C-35")
@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("services.api.image", "promote"),
        ("services.api.environment.FEATURE_X", "promote"),
        ("database.engine_version", "promote"),
        ("user_pool.self_sign_up", "promote"),
        ("services.api.cpu_units", "keep"),
        ("services.api.desired_count", "keep"),
        ("services.api.autoscaling.scheduled_actions.evening.schedule", "keep"),
        ("network.cidr_block", "keep"),
        ("domain.name", "keep"),
        ("log_retention_days", "keep"),
        ("database.instance_class", "keep"),
        ("database.backup_window", "keep"),
        ("budget.monthly_usd", "keep"),
        ("services.worker", "ask"),
        ("secrets.STRIPE_KEY", "ask"),
        ("services.api.secrets", "ask"),
    ],
)
def test_what_moves_stays_and_is_asked(key: str, action: str):
    decision = RULES.decide(tuple(key.split(".")))
    assert decision is not None and decision.action == action


def test_the_pattern_with_the_most_names_counts():
    assert RULES.decide(("services", "api", "environment", "LOG_LEVEL")) == Decision(
        "keep", "how much is logged there", "services.*.environment.LOG_LEVEL"
    )


def test_of_two_patterns_with_as_many_names_the_later_names_count():
    own = PromotionSettings(
        environments=("dev", "prod"),
        keep={"services.api.**": "the API is apart"},
        promote={"services.*.tracing": "traced everywhere", "services.*.route.**": "one way in"},
    )
    decide = Rules.of(own).decide
    assert decide(("services", "api", "tracing")) == Decision("promote", "traced everywhere", "services.*.tracing")
    assert decide(("services", "api", "route", "priority")) == Decision("promote", "one way in", "services.*.route.**")
    assert decide(("services", "api", "image")) == Decision("keep", "the API is apart", "services.api.**")


@pytest.mark.requirement("C-35")
def test_what_a_system_says_counts_more_than_what_holds_for_all():
    own = PromotionSettings(environments=("dev", "prod"), keep={"services.**": "ours"})
    assert Rules.of(own).decide(("services", "api", "image")) == Decision("keep", "ours", "services.**")


def test_a_section_is_decided_about_by_its_own_pattern():
    decision = RULES.decide_about(("services", "worker"), {"image": "a", "cpu_units": 256})
    assert decision is not None and decision.pattern == "services.*"


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ({"kind": "redis", "node_type": "cache.t4g.micro"}, "cache.kind"),
        ({"kind": "redis", "engine_version": "8.0"}, "cache.engine_version"),
    ],
)
def test_a_section_without_one_does_the_most_cautious_of_what_is_inside(value: dict, pattern: str):
    decision = RULES.decide_about(("cache",), value)
    assert decision is not None and decision.pattern == pattern


def test_what_is_wrong_with_the_rules_is_a_problem_with_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path):
    (tmp_path / "promotion").mkdir()
    file = tmp_path / "promotion" / "rules.tfvars"
    file.write_text('keep = {\n  "services.*.image" = ""\n  "a b" = "x"\n}\n')
    monkeypatch.setattr(rules, "RULES_FILE", file)
    with pytest.raises(SettingsError) as error:
        rules_for_all()
    assert str(error.value) == (
        'promotion/rules.tfvars:2: keep."services.*.image" must have at least 1 character, got 0\n'
        'promotion/rules.tfvars:3: keep."a b" must be a setting such as services.*.cpu_units, with * for any one name '
        'and ** at the end for all that is inside, got "a b"'
    )
