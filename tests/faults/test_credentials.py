"""Credentials of another account, and credentials that have expired: before a deploy and in the middle of one."""

import pytest

from tests.faults.conftest import OTHER_ACCOUNT_ID, TARGET, Site
from tests.faults.gate import Gate

pytestmark = pytest.mark.slow


def test_credentials_of_another_account(site: Site, shows):
    done = site.run("deploy", TARGET, "--yes", AWS_ACCESS_KEY_ID=OTHER_ACCOUNT_ID)
    assert (done.exit_code, done.stdout) == (1, "")
    shows("other-account", done, done.stderr)


def test_expired_credentials(site: Site, gate: Gate, shows):
    gate.expire()
    done = site.run("deploy", TARGET, "--yes")
    assert (done.exit_code, done.stdout) == (1, "")
    shows("expired", done, done.stderr)


def test_credentials_that_expire_in_the_middle_leave_a_state_and_a_lock_to_be_brought_in(site: Site, gate: Gate, shows):
    site.describe("shop-api", "shop-expired")
    gate.hold("PutLifecyclePolicy")
    process = site.start("deploy", TARGET, "--yes")
    gate.wait()
    gate.expire()
    done = site.finish(process, "deploy", TARGET, "--yes")
    gate.heal()
    assert done.exit_code == 1
    shows("expired-midway", done, done.stderr)
    site.unlock_and_push()
    site.ok("deploy", TARGET, "--yes")
    assert site.repositories() == ["shop-api", "shop-expired"]
