"""`make setup`: python -m toolchain.setup, in the repository's folder, with nothing but the standard library."""

import os
import sys
import time
from pathlib import Path

from toolchain.errors import UserError
from toolchain.files import exclusive
from toolchain.process import Interrupted
from toolchain.setup import node_packages, provider, python_packages, terraform_release
from toolchain.setup.step import Setup


def main(repository: Path) -> int:
    """Sets everything up that is not set up yet. Returns the exit code: 0, 1 for a known problem, 130 after Ctrl-C."""
    started = time.monotonic()
    try:
        lock = repository / ".stackwright" / "setup.lock"
        with exclusive(
            lock, on_wait=lambda: _say("Another `make setup` runs in this folder; waiting ...")
        ) as descriptor:
            setup = Setup(repository, os.environ, descriptor, _say)
            _all_steps(setup)
    except UserError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except Interrupted as stop:
        sys.stderr.write("Set-up was stopped; the next `make setup` goes on from here.\n")
        return 128 + stop.signal_number
    except KeyboardInterrupt:
        return 130
    if setup.done:
        _say(f"Set up in {time.monotonic() - started:.0f} s.")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _all_steps(setup: Setup) -> None:
    node_packages.install_packages(setup)
    terraform = terraform_release.ensure(setup)
    source = provider.ensure(setup, terraform)
    python_packages.install_packages(setup)
    python_packages.install_command(setup)
    if setup.done:
        setup.say(f"  Terraform {terraform.version}: {terraform.path}")
        setup.say(f"  AWS provider: {source}")


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
