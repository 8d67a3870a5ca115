"""Options and fixtures of the whole suite."""

import os

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


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return request.config.getoption("--rewrite")
