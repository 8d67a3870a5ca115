"""Ctrl-C during a real `cdktf deploy`, with a root that needs no AWS: its one resource sleeps, its state is a file."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolchain.process_tree import descendants, is_alive

REPOSITORY = Path(__file__).parents[2]
DRIVER = """
import signal, sys
from pathlib import Path
from toolchain.cdktf import Cdktf
from toolchain.process import Interrupted
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests may run where it is ignored
try:
    Cdktf(Path(sys.argv[1]), on_line=lambda line: print(line, flush=True)).deploy("app-dev", skip_synth=True)
except Interrupted as stop:
    sys.exit(128 + stop.signal_number)
"""
MANIFEST = {
    "version": "0.21.0",
    "stacks": {
        "app-dev": {
            "name": "app-dev",
            "constructPath": "app-dev",
            "synthesizedStackPath": "stacks/app-dev/cdk.tf.json",
            "workingDirectory": "stacks/app-dev",
            "annotations": [],
            "dependencies": [],
        }
    },
}
ROOT = {
    "//": {"metadata": {"backend": "local", "stackName": "app-dev", "version": "0.21.0"}, "outputs": {}},
    "terraform": {"backend": {"local": {"path": "terraform.tfstate"}}},
    "resource": {
        "terraform_data": {
            "quick": {},
            "slow": {
                "depends_on": ["terraform_data.quick"],
                "provisioner": [{"local-exec": {"command": "sleep 60"}}],
            },
        }
    },
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "cdktf.out" / "stacks" / "app-dev"
    folder.mkdir(parents=True)
    (folder / "cdk.tf.json").write_text(json.dumps(ROOT))
    (tmp_path / "cdktf.out" / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "cdktf.json").write_text('{"language": "python", "app": "true", "sendCrashReports": "false"}')
    (tmp_path / "node_modules").symlink_to(REPOSITORY / "node_modules")
    (tmp_path / ".stackwright").mkdir()
    (tmp_path / ".stackwright" / "terraform.rc").symlink_to(REPOSITORY / ".stackwright" / "terraform.rc")
    return tmp_path


def test_ctrl_c_leaves_no_lock_no_process_and_a_state_that_knows_what_was_made(repository: Path) -> None:
    folder = repository / "cdktf.out" / "stacks" / "app-dev"
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(repository)], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    for line in driver.stdout:
        if "Provisioning with 'local-exec'" in line:
            break
    deadline = time.monotonic() + 20
    running = descendants(driver.pid)
    while not {"node", "terraform", "sleep"} <= {found.name for found in running}:
        assert time.monotonic() < deadline
        time.sleep(0.05)
        running = descendants(driver.pid)
    assert (folder / ".terraform.tfstate.lock.info").exists()

    driver.send_signal(signal.SIGINT)
    said, _ = driver.communicate(timeout=60)

    assert "Gracefully shutting down..." in said
    assert driver.returncode == 130
    assert not [process for process in running if is_alive(process)]
    assert not (folder / ".terraform.tfstate.lock.info").exists()
    state = json.loads((folder / "terraform.tfstate").read_text())
    assert [resource["name"] for resource in state["resources"]] == ["quick", "slow"]
