"""What a measured command and everything below it took. In a process of its own: measuring collects all children."""

import subprocess
import sys
from pathlib import Path

from bench.measure import Measurement, median

REPOSITORY = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from bench.measure import CommandError, measure
try:
    found = measure([sys.executable, "script.py"], folder=Path(sys.argv[1]), environment={})
    print(found.cpu_seconds, found.peak_mib)
except CommandError as error:
    print(error)
"""
BURN = "import time\nend = time.process_time() + {seconds}\nwhile time.process_time() < end: pass\n"


def measured(tmp_path: Path, script: str) -> str:
    """CPU seconds and peak MiB of a Python script, or why there are none."""
    (tmp_path / "script.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_cpu_time_of_a_grandchild_that_outlives_its_parent_counts(tmp_path: Path):
    (tmp_path / "burn.py").write_text(BURN.format(seconds=0.3))
    child = "import subprocess, sys; subprocess.Popen([sys.executable, 'burn.py'])"
    said = measured(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    assert 0.3 <= float(said.split()[0]) < 1


def test_the_memory_of_a_child_counts(tmp_path: Path):
    child = "import time; held = bytearray(64 * 2**20); time.sleep(0.3)"
    said = measured(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])")
    assert 64 < float(said.split()[1]) < 128


def test_a_command_that_fails_is_named_with_what_it_said(tmp_path: Path):
    said = measured(tmp_path, "import sys; print('first', flush=True); sys.exit('then this')")
    assert said == f"{sys.executable} script.py ended with exit code 1:\nfirst\nthen this\n"


def test_each_number_has_its_own_median():
    runs = [Measurement(1.0, 9.0, 100.0), Measurement(2.0, 7.0, None), Measurement(5.0, 8.0, 300.0)]
    assert median(runs) == Measurement(2.0, 8.0, 200.0)
