"""A plan that is applied later, by the real Terraform: exactly that plan, or nothing."""

import zipfile
from pathlib import Path

import pytest

from tests.faults.conftest import TARGET, Site

pytestmark = pytest.mark.slow


@pytest.fixture
def plan_file(site: Site) -> Path:
    """A plan that makes one more image repository."""
    site.describe("shop-api", *[one for one in site.repositories() if one != "shop-api"], "shop-kept")
    site.ok("plan", TARGET, "--out", "kept.tfplan")
    return site.folder / "kept.tfplan"


def test_what_was_reviewed_is_done_and_then_the_plan_is_stale(site: Site, plan_file: Path, shows):
    done = site.ok("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert "2 to add, 0 to change, 0 to replace, 0 to destroy" in done.stdout
    assert "shop-kept" in site.repositories()
    again = site.run("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert again.exit_code == 1
    shows("plan-stale", again, again.stderr)


def test_a_plan_that_somebody_changed_is_refused(site: Site, plan_file: Path, shows):
    with zipfile.ZipFile(plan_file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(plan_file, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data.replace(b"shop-kept", b"shop-evil"))
    done = site.run("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert done.exit_code == 1
    shows("plan-changed", done, done.stderr)
    assert "shop-evil" not in site.repositories()


def test_a_plan_of_other_settings_is_refused(site: Site, plan_file: Path, shows):
    site.describe("shop-api")
    done = site.run("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert done.exit_code == 1
    shows("plan-of-other-settings", done, done.stderr)
