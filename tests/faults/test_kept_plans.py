"""A plan that is applied later, by the real Terraform: exactly that plan, or nothing."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import TARGET, Site

pytestmark = pytest.mark.slow


@pytest.fixture
def plan_file(site: Site) -> Iterator[Path]:
    """A plan that makes one more image repository, shop-kept-<number>. Afterwards the settings are what is there."""
    there = site.repositories()
    site.describe("shop-api", *there, f"shop-kept-{len(there)}")
    site.ok("plan", TARGET, "--out", "kept.tfplan")
    yield site.folder / "kept.tfplan"
    site.describe(*site.repositories())


def test_what_was_reviewed_is_done_and_then_the_plan_is_stale(site: Site, plan_file: Path, shows):
    done = site.ok("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert " to add, 0 to change, 0 to replace, 0 to destroy" in done.stdout
    assert [one for one in site.repositories() if one.startswith("shop-kept-")]
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
    assert [one for one in site.repositories() if one.startswith("shop-evil")] == []


def test_a_plan_of_other_settings_is_refused(site: Site, plan_file: Path, shows):
    site.describe("shop-api")
    done = site.run("deploy", TARGET, "--plan", "kept.tfplan", "--yes")
    assert done.exit_code == 1
    shows("plan-of-other-settings", done, done.stderr)
