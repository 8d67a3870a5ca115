"""A protected target, which only a switch destroys."""

import pytest

from tests.faults.conftest import TARGET, Site

pytestmark = pytest.mark.slow


def test_production_is_refused_and_the_switch_takes_its_protection_off(site: Site, shows):
    site.describe("shop-api", protection=True)
    site.ok("deploy", TARGET, "--yes")
    refused = site.run("destroy", TARGET, "--yes", TARGET)
    assert refused.exit_code == 1
    shows("production", refused, refused.stderr)
    done = site.ok("destroy", TARGET, "--yes", TARGET, "--production")
    assert f"{TARGET} is destroyed." in done.stdout
    assert (site.repositories(), site.state()["resources"]) == ([], [])
    site.describe()
    site.ok("deploy", TARGET, "--yes")
