"""The cdktf command: what package-lock.json names, in node_modules."""

import shutil
from pathlib import Path

from toolchain import process, versions
from toolchain.errors import UserError
from toolchain.files import digest
from toolchain.setup.step import Setup

PACKAGES = "Node packages"


def install_packages(setup: Setup) -> None:
    """Makes node_modules. The new folder is filled beside the old one, so there is always a whole one or none."""
    npm = _check_node(setup)
    inputs = [setup.repository / name for name in ("package.json", "package-lock.json")]
    target = setup.repository / "node_modules"

    def action() -> None:
        beside = setup.runtime / "node"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for path in inputs:
            shutil.copy2(path, beside)
        # The packages' own install scripts are not needed, and not run: they are other people's code.
        options = ["--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--no-update-notifier"]
        setup.run(
            [npm, "ci", *options],
            step=PACKAGES,
            folder=beside,
            hint="Without a network, or behind a company's registry, npm needs its usual settings (npm config).",
        )
        old = beside / "replaced"
        if target.exists():
            target.rename(old)
        (beside / "node_modules").rename(target)
        shutil.rmtree(beside)

    setup.once(PACKAGES, target / ".stackwright-packages", digest(*inputs), action)


def _check_node(setup: Setup) -> str:
    """Where npm is. Raises UserError when Node is missing or too old."""
    path = setup.environment.get("PATH")
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    minimum = versions.spell(versions.NODE_MINIMUM)
    advice = f"Install Node.js {minimum} or newer (nodejs.org, a package manager, nvm) and put it on the PATH."
    if node is None:
        raise UserError(f"Node.js is missing: there is no node on the PATH. {advice}")
    found = process.capture([node, "--version"], folder=Path.cwd(), environment=setup.environment, timeout_seconds=30)
    if versions.parse(found.stdout) < versions.NODE_MINIMUM:
        raise UserError(f"Node.js is too old: {node} is {found.stdout.strip()}. {advice}")
    if npm is None:
        raise UserError(f"npm is missing: there is no npm on the PATH, though Node.js is ({node}). {advice}")
    return npm
