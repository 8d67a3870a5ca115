"""macro-ai/dev, deployed to once for all tests of this folder, and another environment that lives its life meanwhile."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from deploy_matrix.life import Life
from deploy_matrix.row import Row, Unwatched, run
from deploy_matrix.site import Site
from scripts.base.aws import hosted_zones
from scripts.base.settings import load
from settings.target import Target

TARGET = Target.parse("macro-ai/dev")
CONTRAST = Target.parse("macro-ai-production/hobby")
"""What macro-ai/dev has not: database and cache outside AWS, tasks in public subnets, pages in CloudFront, protection."""


@pytest.fixture(scope="session", autouse=True)
def contrast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Future[Row]]:
    """The row of the deploy matrix for CONTRAST. The waits of both environments are sleeps, so they cost one time."""
    row = Row(CONTRAST, tmp_path_factory.mktemp("contrast") / CONTRAST.stack_id)
    site = Site(row.folder)
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(run, site, row, Unwatched())
        site.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Not deployed to yet. Its AWS ends with the tests, whatever happens."""
    site = Site(tmp_path_factory.mktemp("site") / "repository")
    site.start(hosted_zones([load(TARGET, site.folder).settings]))
    yield site
    site.close()


@pytest.fixture(scope="session")
def bootstrapped(site: Site) -> dict[str, Any]:
    """What the first bootstrap said."""
    return site.json("bootstrap", "--local")


@pytest.fixture(scope="session")
def life(site: Site, bootstrapped: dict[str, Any]) -> Life:
    """The stages of the deploy matrix, from before the deploy."""
    life = Life(site, TARGET)
    life.note_account()
    return life


@pytest.fixture(scope="session")
def deployed(site: Site, life: Life) -> str:
    """What the deploy said."""
    return site.stackwright("deploy", TARGET.id, "--local", "--yes")
