"""Settings with other values, and what targets cost with them."""

from pathlib import Path

import pytest

from review.cost.owner_figures import Edit
from scripts.base.costing import costed, costed_with, with_edits
from settings.load import load_environment
from settings.problem import SettingsError
from settings.target import Target
from settings.tfvars import parsed

DEV = Target.parse("macro-ai/dev")
TEXT = """\
cluster = { container_insights = "enabled" } # as it is
web_acl = {}
"""


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit("cluster.container_insights", "disabled"), TEXT.replace('"enabled"', '"disabled"')),
        (Edit("web_acl"), TEXT.replace("web_acl = {}\n", "")),
        (Edit("cache"), TEXT),
        (Edit("web_acl.ip_reputation", False), TEXT.replace("{}", "{\n  ip_reputation = false\n}")),
        (Edit("usage.logs.flow_gib", 3), TEXT + "usage = {\n  logs = {\n    flow_gib = 3\n  }\n}\n"),
    ],
    ids=["another value", "left out", "not there anyway", "a first entry", "a section of its own"],
)
def test_other_settings_in_the_text(edit: Edit, expected: str):
    assert with_edits(parsed(TEXT, "a.tfvars"), [edit]).text == expected


def test_several_at_once():
    changed = with_edits(parsed(TEXT, "a.tfvars"), [Edit("web_acl"), Edit("web_acl.ip_reputation", True)])
    assert changed.values["web_acl"] == {"ip_reputation": True}


def test_a_target_and_its_budget(repository: Path):
    [found] = costed([DEV], repository)
    assert found.target == DEV
    assert 50 < found.estimate.cost.expected < 150
    assert found.budget_usd == load_environment(DEV, repository).settings.budget.monthly_usd
    assert not (repository / "cdktf.out").exists()


def test_with_other_settings_the_files_stay_as_they_are(repository: Path):
    before = (repository / DEV.tfvars_path).read_bytes()
    dearer = costed_with(DEV, repository, [Edit("database.instance_class", "db.r6g.large")])
    # From db.t3.micro: (0.225 - 0.018) x 730 = 151.11, less the alarm on its CPU credits, 0.10.
    difference = dearer.estimate.cost.expected - costed([DEV], repository)[0].estimate.cost.expected
    assert difference == pytest.approx(151.01)
    assert (repository / DEV.tfvars_path).read_bytes() == before


def test_a_budget_that_is_too_small_for_them_is_said_and_not_refused(repository: Path):
    found = costed_with(
        DEV, repository, [Edit("database.instance_class", "db.r6g.large"), Edit("budget.monthly_usd", 9)]
    )
    assert found.budget_usd == 9
    assert found.estimate.cost.expected > 200
    with pytest.raises(SettingsError, match=r"budget\.monthly_usd must be at least 1, got 0$"):
        costed_with(DEV, repository, [Edit("budget.monthly_usd", 0)])


def test_settings_that_cannot_be_are_refused_with_their_line(repository: Path):
    with pytest.raises(SettingsError, match=r"^envs/macro-ai/dev\.tfvars:\d+: cluster\.container_insights must be"):
        costed_with(DEV, repository, [Edit("cluster.container_insights", "some")])
