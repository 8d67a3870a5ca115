"""Options and fixtures of the whole suite."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from toolchain.node import QUIET

# Before anything imports cdktf, whose Node.js prints a banner on versions it considers old.
os.environ.update(QUIET)

# Plain asserts in these helpers show the same differences as asserts in the tests themselves.
pytest.register_assert_rewrite("tests.modules", "tests.generated")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write generated parts of READMEs and inventories instead of comparing them",
    )
    parser.addoption("--slow", action="store_true", help="only the tests marked slow, which are left out otherwise")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = bool(config.getoption("--slow"))
    marked = [(item, item.get_closest_marker("slow") is not None) for item in items]
    items[:] = [item for item, is_slow in marked if is_slow is wanted]
    config.hook.pytest_deselected(items=[item for item, is_slow in marked if is_slow is not wanted])


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--rewrite")


Report = Callable[[str], None]
REPORT = "report"


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Says a line at the end of the test run: what was found, where a green dot would say too little."""
    return lambda line: record_property(REPORT, line)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [
        report for found in terminalreporter.stats.values() for report in found if hasattr(report, "user_properties")
    ]
    lines = sorted({value for report in reports for name, value in report.user_properties if name == REPORT})
    if lines:
        terminalreporter.section("reports")
        for line in lines:
            terminalreporter.line(line)
