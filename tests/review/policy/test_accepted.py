from datetime import date
from pathlib import Path

import pytest

from review.errors import PolicyError
from review.model import Finding, Severity
from review.policy.accepted import Acceptance, judged, load

RULES = ("key-not-rotated", "no-flow-logs")
FINDING = Finding(
    rule="no-flow-logs",
    category="policy",
    severity=Severity.MEDIUM,
    address="aws_vpc.network",
    reason="The vpc has no flow logs.",
    advice="Add some.",
)
GOOD = """\
[[accepted]]
rule    = "no-flow-logs"
target  = "*/dev"
address = "aws_vpc.*"
reason  = "Nobody is in there."
expires = 2027-06-30
"""
ACCEPTANCE = Acceptance("policy.toml:1", "no-flow-logs", "Nobody is in there.", date(2027, 6, 30), "*/dev", "aws_vpc.*")


def loaded(tmp_path: Path, text: str) -> tuple[Acceptance, ...]:
    path = tmp_path / "policy.toml"
    path.write_text(text)
    return load(path, "policy.toml", RULES)


def refused(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(PolicyError) as error:
        loaded(tmp_path, text)
    return str(error.value).splitlines()


def test_an_entry_is_read_with_its_place(tmp_path: Path):
    assert loaded(tmp_path, GOOD) == (ACCEPTANCE,)


def test_an_empty_file_accepts_nothing(tmp_path: Path):
    assert loaded(tmp_path, "") == ()


def test_all_problems_are_told_at_once(tmp_path: Path):
    text = '[[accepted]]\nrule = "no-flow-log"\nreson = "x"\ntarget = 3\n\n[[accepted]]\nrule = ""\nexpires = "2027"\n'
    assert refused(tmp_path, text) == [
        "policy.toml:1: reason is required",
        "policy.toml:1: expires is required",
        "policy.toml:1: reson is not a setting; did you mean reason?",
        "policy.toml:1: target must be a text in quotes, got 3",
        "policy.toml:1: rule no-flow-log does not exist; did you mean no-flow-logs?",
        "policy.toml:6: reason is required",
        "policy.toml:6: rule must not be empty",
        "policy.toml:6: expires must be a date such as 2027-06-30, without quotes, got '2027'",
    ]


def test_another_layout_is_refused(tmp_path: Path):
    assert refused(tmp_path, 'accepted = [{rule = "no-flow-logs"}]\n') == [
        "policy.toml: accepted must be written as [[accepted]] tables, one for each rule"
    ]


def test_a_stray_setting_is_refused(tmp_path: Path):
    assert refused(tmp_path, "ignore = true\n") == ["policy.toml: ignore is not a setting; accepted is the only one"]


def test_what_is_not_toml_is_refused(tmp_path: Path):
    [message] = refused(tmp_path, "[[accepted]\n")
    assert message.startswith("policy.toml: is not TOML: ")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(PolicyError) as error:
        load(tmp_path / "policy.toml", "policy.toml", RULES)
    assert str(error.value) == "policy.toml: cannot be read: No such file or directory"


def test_what_is_accepted_does_not_stand(tmp_path: Path):
    result = judged([FINDING], [ACCEPTANCE], "macro-ai/dev", date(2027, 6, 30))
    assert (result.findings, result.accepted) == ((), ((FINDING, ACCEPTANCE),))


def test_other_targets_are_not_covered():
    assert judged([FINDING], [ACCEPTANCE], "macro-ai/prod", date(2027, 1, 1)).findings == (FINDING,)


def test_past_its_day_it_is_a_finding_that_fails():
    [finding] = judged([FINDING], [ACCEPTANCE], "macro-ai/dev", date(2027, 7, 1)).findings
    assert (finding.rule, finding.severity) == ("acceptance-expired", Severity.HIGH)
    assert finding.reason == (
        "The vpc has no flow logs. It was accepted until 2027-06-30 (policy.toml:1: Nobody is in there.)"
    )


def test_what_one_target_accepts_in_vain_is_a_hint():
    acceptance = Acceptance("policy.toml:1", "no-flow-logs", "Nobody.", date(2027, 6, 30), "macro-ai/dev")
    [finding] = judged([], [acceptance], "macro-ai/dev", date(2027, 1, 1)).findings
    assert (finding.rule, finding.severity, finding.address, finding.reason) == (
        "acceptance-unused",
        Severity.INFO,
        "policy.toml:1",
        "Nothing breaks no-flow-logs any more where it is accepted.",
    )
