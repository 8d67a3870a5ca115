"""`kill -9` in the middle of an apply: the next run explains the lock, the unlock is safe, and nothing is made twice."""

import pytest

from tests.faults.conftest import KEY, TARGET, Killed, Site

pytestmark = pytest.mark.slow


def test_the_killed_deploy_is_no_success_and_says_what_it_left(killed: Killed, shows):
    assert (killed.deploy.exit_code, "is deployed" in killed.deploy.stdout) == (1, False)
    shows("killed", killed.deploy, killed.deploy.stderr)


def test_a_lock_is_not_taken_from_a_terraform_that_lives(killed: Killed, shows):
    assert killed.too_early.exit_code == 1
    shows("unlock-too-early", killed.too_early, killed.too_early.said)


def test_the_next_deploy_says_who_holds_the_lock_and_how_it_is_removed(killed: Killed, shows):
    assert killed.locked.exit_code == 1
    shows("locked", killed.locked, killed.locked.stderr)


def test_the_unlock_shows_the_lock_and_what_the_state_does_not_know(killed: Killed, shows):
    assert killed.unlock.exit_code == 0
    shows("unlock", killed.unlock, killed.unlock.said)


def test_what_was_made_is_taken_over(killed: Killed, shows):
    assert killed.adopt.exit_code == 0
    shows("adopt", killed.adopt, killed.adopt.stdout)


def test_the_deploy_goes_on_and_nothing_is_there_twice(killed: Killed, site: Site):
    keys = site.client("kms").list_aliases()["Aliases"]
    assert [one["AliasName"] for one in keys if "shop" in one["AliasName"]] == ["alias/shop-shared"]
    assert len(killed.listed) == 2
    assert killed.listed <= killed.known
    assert site.locks() == []


def test_the_account_and_the_state_agree(site: Site):
    done = site.ok("adopt", TARGET, "--check")
    assert done.stdout == f"The state of {TARGET} knows everything that AWS lists with its tags.\n"
    assert KEY == "shop/shared/terraform.tfstate"
