"""Markers as pytest sees them, wherever they are written."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tests.docs.proofs import Proof, of_module, proofs
from tests.plans import REPOSITORY, TARGETS

ALL = ("shop/dev", "shop/prod")


@pytest.fixture
def found(tmp_path: Path):
    """The proofs in a test module with this text."""

    def read(text: str) -> list[Proof]:
        path = tmp_path / "test_shop.py"
        path.write_text(f"import pytest\nproves = pytest.mark.requirement\n{text}")
        spec = spec_from_file_location("test_shop", path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return sorted(of_module(module, "tests/test_shop.py", ALL))

    return read


def proof(row: str, test: str, *targets: str) -> Proof:
    return Proof(row, f"tests/test_shop.py::{test}", targets)


def test_a_marker_names_several_rows(found):
    assert found("@proves('C-01', 'C-02')\ndef test_a(): ...") == [proof("C-01", "test_a"), proof("C-02", "test_a")]


def test_a_test_without_a_marker_proves_nothing(found):
    assert found("def test_a(): ...\n@proves('C-01')\ndef helper(): ...") == []


@pytest.mark.parametrize("mark", ["proves('C-01')", "[proves('C-01')]"])
def test_a_modules_marker_counts_for_each_of_its_tests(found, mark: str):
    text = f"pytestmark = {mark}\ndef test_a(): ...\n@proves('C-02')\ndef test_b(): ..."
    assert found(text) == [proof("C-01", "test_a"), proof("C-01", "test_b"), proof("C-02", "test_b")]


def test_a_classes_markers_count_for_each_of_its_tests_and_are_inherited(found):
    text = "@proves('C-01')\nclass Base: ...\n@proves('C-02')\nclass TestA(Base):\n    def test_a(self): ..."
    assert found(text) == [proof("C-01", "TestA::test_a"), proof("C-02", "TestA::test_a")]


def test_the_plans_a_test_reads(found):
    text = "@pytest.mark.parametrize('plan', ['shop/prod', 'shop/dev'], indirect=True)\n@proves('C-01')\ndef test_a(plan): ..."
    assert found(text) == [proof("C-01", "test_a", "shop/dev", "shop/prod")]


def test_plans_beside_another_parameter(found):
    text = "@pytest.mark.parametrize(argnames='x, plan', argvalues=[(1, 'shop/dev')])\n@proves('C-01')\ndef test_a(x, plan): ..."
    assert found(text) == [proof("C-01", "test_a", "shop/dev")]


def test_a_marker_of_one_parameter(found):
    text = (
        "one = [pytest.param(1, marks=proves('C-01'), id='one'), pytest.param(2, marks=[proves('C-02')]), 3]\n"
        "@pytest.mark.parametrize('plan', ['shop/dev'])\n"
        "@pytest.mark.parametrize('x', one)\ndef test_a(plan, x): ..."
    )
    assert found(text) == [proof("C-01", "test_a[one]", "shop/dev"), proof("C-02", "test_a", "shop/dev")]


def test_a_marker_of_one_plan(found):
    plans = "[pytest.param('shop/dev', marks=proves('C-01')), 'shop/prod']"
    text = f"@pytest.mark.parametrize('plan', {plans})\n@proves('C-02')\ndef test_a(plan): ..."
    assert found(text) == [proof("C-01", "test_a", "shop/dev"), proof("C-02", "test_a", "shop/dev", "shop/prod")]


def test_a_test_of_all_roots(found):
    assert found("@proves('C-16')\ndef test_a(roots): ...") == [proof("C-16", "test_a", *ALL)]


@pytest.mark.parametrize("mark", ["skip(reason='')", "skipif(True, reason='')", "xfail()"])
def test_what_may_not_run_or_may_fail_proves_nothing(found, mark: str):
    one = f"pytest.param('shop/dev', marks=[proves('C-03'), pytest.mark.{mark}])"
    text = (
        f"@pytest.mark.{mark}\n@proves('C-01')\ndef test_a(): ...\n"
        f"@pytest.mark.parametrize('plan', [{one}, 'shop/prod'])\n@proves('C-02')\ndef test_b(plan): ..."
    )
    assert found(text) == [proof("C-02", "test_b", "shop/prod")]


def test_a_helper_that_makes_markers(found):
    text = (
        "def row(check, *ids): return pytest.param(check, marks=proves(*ids), id=check)\n"
        "@pytest.mark.parametrize('check', [row('tags', 'C-06')])\ndef test_a(check): ..."
    )
    assert found(text) == [proof("C-06", "test_a[tags]")]


def test_reads_the_real_tests():
    found = proofs(REPOSITORY, TARGETS)
    untagged = Proof("C-06", "tests/plans/test_every_plan.py::test_nothing_is_wrong[untagged]", tuple(sorted(TARGETS)))
    assert untagged in found
    assert Proof("C-04", "tests/scripts/test_check.py::test_settings_that_are_right") in found
