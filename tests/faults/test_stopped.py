"""The command itself is killed, and Terraform is not; and a request that AWS still got from a Terraform that was killed."""

import os
import signal
import time

import pytest

from tests.faults.conftest import TARGET, Site
from tests.faults.gate import Gate

pytestmark = pytest.mark.slow


def test_a_terraform_whose_command_was_killed_ends_in_good_order(site: Site, gate: Gate):
    site.describe("shop-api", *site.repositories(), "shop-orphaned")
    gate.hold("CreateRepository")
    process = site.start("deploy", TARGET, "--yes")
    gate.wait()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    refused = site.run("unlock", TARGET, "--id", site.lock_id())
    assert refused.exit_code == 1
    assert "and its terraform still runs on this machine" in refused.stderr
    gate.heal()
    while site.terraforms():
        time.sleep(0.2)
    assert site.locks() == []
    assert site.run("plan", TARGET, "--detailed-exitcode").exit_code == 0


def test_what_has_no_tags_is_found_by_the_next_deploy_and_taken_over_by_its_address(site: Site, gate: Gate, shows):
    site.describe("shop-api", *site.repositories(), "shop-late")
    gate.hold("PutLifecyclePolicy")
    process = site.start("deploy", TARGET, "--yes")
    gate.wait()
    site.kill_terraform()
    gate.heal()
    site.finish(process, "deploy", TARGET, "--yes")
    site.ok("unlock", TARGET, "--id", site.lock_id())
    refused = site.run("deploy", TARGET, "--yes")
    assert refused.exit_code == 1
    shows("exists-already", refused, refused.stderr)
    adopted = site.ok("adopt", TARGET, "aws_ecr_repository.registry_shop_late", "shop-late")
    shows("adopt-by-address", adopted, adopted.stdout)
    site.ok("deploy", TARGET, "--yes")
    assert site.run("plan", TARGET, "--detailed-exitcode").exit_code == 0
