"""Two deploys of one target at the same time, on one machine and on two."""

from dataclasses import dataclass

import pytest

from tests.faults.conftest import TARGET, Ended, Site

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Both:
    """A deploy that takes its time, and two that are tried meanwhile."""

    first: Ended
    here: Ended
    elsewhere: Ended


@pytest.fixture(scope="module")
def both(site: Site, elsewhere: Site) -> Both:
    there = site.repositories()
    for one in (site, elsewhere):
        one.describe(*there, "shop-two")
    site.gate.hold("CreateRepository")
    process = site.start("deploy", TARGET, "--yes")
    site.gate.wait()
    here = site.run("deploy", TARGET, "--yes")
    there = elsewhere.run("deploy", TARGET, "--yes")
    site.gate.heal()
    return Both(site.finish(process, "deploy", TARGET, "--yes"), here, there)


def test_on_the_same_machine_the_second_is_refused_before_it_does_anything(both: Both, shows):
    assert (both.here.exit_code, both.here.stdout) == (1, "")
    shows("two-here", both.here, both.here.stderr)


def test_on_another_machine_the_lock_on_the_state_refuses_it(both: Both, shows):
    assert (both.elsewhere.exit_code, both.elsewhere.stdout) == (1, "")
    shows("two-elsewhere", both.elsewhere, both.elsewhere.stderr)


def test_the_first_is_unharmed(both: Both, site: Site):
    assert both.first.exit_code == 0, both.first.said
    assert f"{TARGET} is deployed: " in both.first.stdout
    assert "shop-two" in site.repositories()
    assert site.locks() == []
