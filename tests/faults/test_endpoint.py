"""AWS that cannot be reached any more in the middle of an apply."""

import pytest

from tests.faults.conftest import TARGET, Site
from tests.faults.gate import Gate

pytestmark = pytest.mark.slow


def test_what_was_done_is_kept_in_a_file_and_brought_in_afterwards(site: Site, gate: Gate, shows):
    site.describe("shop-api", "shop-unreachable")
    gate.hold("PutLifecyclePolicy")
    process = site.start("deploy", TARGET, "--yes")
    gate.wait()
    gate.hang_up()
    done = site.finish(process, "deploy", TARGET, "--yes")
    gate.heal()
    assert done.exit_code == 1
    shows("unreachable-midway", done, done.stderr)
    stopped = site.run("deploy", TARGET, "--yes")
    assert stopped.exit_code == 1
    shows("unsaved", stopped, stopped.stderr)
    unlocked, pushed = site.unlock_and_push()
    shows("unsaved-unlock", unlocked, unlocked.stdout)
    shows("unsaved-push", pushed, pushed.stdout)
    site.ok("deploy", TARGET, "--yes")
    assert "shop-unreachable" in site.repositories()
    assert site.ok("adopt", TARGET, "--check").exit_code == 0
