"""A disk with no room left: a small file system in memory, in a mount namespace of the test's own."""

import subprocess
from pathlib import Path

import pytest

from tests.faults import runbook
from tests.faults.conftest import TARGET, Ended, Site

pytestmark = pytest.mark.slow

MEGABYTES = 2
SCRIPT = """
set -e
mount -t tmpfs -o size={megabytes}m tmpfs "$1"
cp -R "$2/." "$1"
cd "$1"
stackwright synth {target} >/dev/null
find cdktf.out -type f | sort | xargs sha256sum > /tmp/$$.before
dd if=/dev/zero of=fill bs=4k 2>/dev/null || true
set +e
{command}
code=$?
rm fill
find cdktf.out -type f | sort | xargs sha256sum | diff /tmp/$$.before - >&2 || code=99
rm /tmp/$$.before
exit $code
"""


def can_mount() -> bool:
    """Whether this user may have a file system of its own, which most Linux systems allow."""
    try:
        return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="needs unshare of Linux, with user namespaces")
@pytest.mark.parametrize("command", ["synth", "plan --offline"])
def test_says_so_and_leaves_what_was_there_whole(empty_site: Site, tmp_path: Path, command: str, rewrite: bool):
    verb, *options = command.split()
    full, source = tmp_path / "full", tmp_path / "source"
    full.mkdir()
    empty_site.copy(source)
    line = " ".join(("stackwright", verb, TARGET, *options))
    script = SCRIPT.format(megabytes=MEGABYTES, target=TARGET, command=line)
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", full, source],
        env=empty_site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    if command == "synth":
        said = done.stderr.replace(f"{full}/", "")
        runbook.shows("disk-full", Ended(line, 1, "", said).command, said, rewrite=rewrite)
