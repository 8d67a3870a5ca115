"""Memory of processes, and how many rows fit into it."""

import os
import subprocess
import sys
import time

import pytest

from deploy_matrix import memory
from deploy_matrix.memory import MOST_JOBS, ROW_BYTES, SPARE_BYTES, jobs_that_fit, used_bytes, watched


def test_children_count():
    alone = used_bytes(os.getpid())
    program = "import sys; data = b'x' * 50_000_000; sys.stdout.write('made\\n'); sys.stdout.flush(); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert used_bytes(os.getpid()) - alone > 50_000_000
        child.communicate()


def test_a_process_that_is_gone_uses_nothing():
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    assert used_bytes(child.pid) == 0


def test_the_peak_is_kept(monkeypatch: pytest.MonkeyPatch):
    samples = [1 << 30, 3 << 29, 1 << 29]
    monkeypatch.setattr(memory, "SAMPLE_SECONDS", 0.001)
    monkeypatch.setattr(memory, "used_bytes", lambda pid: samples.pop(0) if samples else 0)
    with watched() as peak:
        while samples:
            time.sleep(0.001)
    assert str(peak) == "1.5 GiB"


@pytest.mark.parametrize(
    ("free_bytes", "jobs"),
    [(1 << 30, 1), (SPARE_BYTES + 3 * ROW_BYTES, 3), (SPARE_BYTES + 100 * ROW_BYTES, MOST_JOBS)],
)
def test_rows_side_by_side_fit_into_the_memory_that_is_free(
    monkeypatch: pytest.MonkeyPatch, free_bytes: int, jobs: int
):
    monkeypatch.setattr(memory, "free_memory_bytes", lambda: free_bytes)
    assert jobs_that_fit() == jobs
