"""The data file of the requirements, and the judgement of the proofs."""

import pytest

from tests.docs.proofs import Proof
from tests.docs.rows import Row, faults, parse, standings

HEAD = "sections:\n- section: M\n  title: shop\n  system: shop\n  rows:\n"
ROWS = f"""{HEAD}
  - {{id: M-01, kind: infrastructure, text: One task, environments: [shop/dev, shop/prod]}}
  - {{id: M-02, kind: infrastructure, text: A cache}}
  - {{id: M-03, kind: command, text: Plans}}
"""
COMMAND = Proof("M-03", "tests/scripts/test_plan.py::test_a")
CACHE = Proof("M-02", "tests/plans/test_shop.py::test_c", ("shop/dev",))


def plan_test(row: str, *targets: str) -> Proof:
    return Proof(row, "tests/plans/test_shop.py::test_a", targets)


def judged(*found: Proof, targets: tuple[str, ...], planned: str = "{}") -> list[str]:
    return faults(parse(f"planned: {planned}\n{ROWS}"), [*found, CACHE, COMMAND], targets)


def test_rows_in_their_order():
    requirements = parse(f"planned: {{later: [M-02]}}\n{ROWS}")
    assert list(requirements.rows) == ["M-01", "M-02", "M-03"]
    assert requirements.rows["M-02"] == Row("M-02", "infrastructure", "A cache", "shop")
    assert requirements.planned == {"M-02": "later"}
    assert [section.title for section in requirements.sections] == ["M. shop"]


@pytest.mark.parametrize(
    ("planned", "row", "message"),
    [
        ("{}", "{id: M-01, kind: wish, text: ''}", "M-01: kind must be one of infrastructure, command, document, got wish"),
        ("{}", "{id: M-01, kind: command, text: '', environments: [shop/dev]}", "M-01: only an infrastructure row has environments"),
        ("{}", "{id: M-01, kind: infrastructure, text: '', environments: [bar/dev]}", "M-01: bar/dev is no environment of shop"),
        ("{}", "{id: M-01, kind: command, text: ''}\n  - {id: M-01, kind: command, text: ''}", "M-01 is there 2 times"),
        ("{a: [M-02]}", "{id: M-01, kind: command, text: ''}", "planned names M-02, which is no row"),
        ("{a: [M-01], b: [M-01]}", "{id: M-01, kind: command, text: ''}", "planned names M-01 2 times"),
    ],
)  # fmt: skip
def test_a_wrong_data_file_is_refused(planned: str, row: str, message: str):
    with pytest.raises(ValueError) as error:
        parse(f"planned: {planned}\n{HEAD}  - {row}\n")
    assert str(error.value) == message


def test_nothing_is_wrong_when_every_row_is_proven_where_it_has_to_be():
    assert judged(plan_test("M-01", "shop/dev", "shop/prod"), targets=("shop/dev", "shop/prod")) == []


def test_each_environment_that_is_named_needs_a_plan_test_of_its_own():
    assert judged(plan_test("M-01", "shop/dev"), targets=("shop/dev", "shop/prod")) == [
        "M-01 lacks a plan test on shop/prod"
    ]


def test_an_environment_without_a_file_is_not_asked_for_yet():
    assert judged(plan_test("M-01", "shop/dev"), targets=("shop/dev",)) == []


def test_a_module_test_alone_does_not_prove_infrastructure():
    found = Proof("M-01", "tests/modules/test_shop.py::test_a")
    assert judged(found, targets=("shop/dev",)) == ["M-01 lacks a plan test on shop/dev"]


def test_one_environment_of_its_own_system_is_enough_where_none_is_named():
    targets = ("bar/dev", "shop/dev", "shop/prod")
    requirements = parse(f"planned: {{}}\n{ROWS}")
    elsewhere = [Proof("M-02", "tests/plans/test_shop.py::test_b", ("bar/dev",)), COMMAND]
    assert standings(requirements, [CACHE], targets)["M-02"].is_proven
    assert faults(requirements, [*elsewhere, plan_test("M-01", "shop/dev", "shop/prod")], targets) == [
        "M-02 lacks a plan test on any target of shop"
    ]


@pytest.mark.parametrize("targets", [("bar/dev",), ("bar/dev", "shop/shared")])
def test_a_system_without_environments_is_absent_and_not_missing(targets: tuple[str, ...]):
    standing = standings(parse(f"planned: {{}}\n{ROWS}"), [], targets)["M-02"]
    assert (standing.missing, standing.absent, standing.is_proven) == ((), ("shop",), False)


def test_what_the_environments_share_may_prove_a_row():
    found = Proof("M-02", "tests/plans/test_shop.py::test_a", ("shop/shared",))
    assert standings(parse(f"planned: {{}}\n{ROWS}"), [found], ("shop/shared",))["M-02"].is_proven


def test_a_row_of_all_systems_takes_any_target():
    text = "planned: {}\nsections: [{section: C, title: All, rows: [{id: C-01, kind: infrastructure, text: Tags}]}]"
    assert faults(parse(text), [plan_test("C-01", "state")], ("shop/dev", "state")) == []
    assert faults(parse(text), [], ("shop/dev", "state")) == ["C-01 lacks a plan test on any target"]


@pytest.mark.parametrize(
    ("kind", "elsewhere", "right", "where"),
    [
        ("command", "tests/settings/test_tfvars.py", "tests/deploy/test_deploy.py", "tests/scripts/ or tests/deploy/ or tests/upgrade/ or tests/workflows/"),
        ("document", "tests/modules/budget/test_inputs.py", "tests/docs/test_guide.py", "tests/docs/"),
    ],
)  # fmt: skip
def test_a_command_and_a_document_are_proven_by_their_own_tests(kind: str, elsewhere: str, right: str, where: str):
    requirements = parse(f"planned: {{}}\n{HEAD}  - {{id: M-01, kind: {kind}, text: ''}}\n")
    assert faults(requirements, [Proof("M-01", f"{right}::test_a")], ()) == []
    assert faults(requirements, [Proof("M-01", f"{elsewhere}::test_a")], ()) == [
        f"M-01 lacks a test of the {kind}, in {where}"
    ]


def test_a_planned_row_needs_no_proof():
    assert judged(targets=("shop/dev",), planned="{later: [M-01]}") == []


def test_a_planned_row_may_be_proven_in_some_of_its_environments():
    assert judged(plan_test("M-01", "shop/dev"), targets=("shop/dev", "shop/prod"), planned="{later: [M-01]}") == []


def test_a_row_that_is_proven_is_not_planned_any_more():
    assert judged(targets=("shop/dev",), planned="{later: [M-01, M-02]}") == [
        "M-02 is proven, so it is not planned any more; take it off the list"
    ]


def test_a_marker_of_a_row_that_does_not_exist():
    assert judged(plan_test("M-1"), plan_test("M-01", "shop/dev"), targets=("shop/dev",)) == [
        "tests/plans/test_shop.py::test_a proves M-1, which is no row"
    ]
