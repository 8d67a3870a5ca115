import os
from pathlib import Path

import pytest

from tests.toolchain import fakes
from toolchain.errors import UserError
from toolchain.setup import node_packages
from toolchain.setup.step import Setup

ADVICE = "Install Node.js 20 or newer (nodejs.org, a package manager, nvm) and put it on the PATH."


@pytest.fixture
def setup(tmp_path: Path) -> Setup:
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "package.json").write_text("{}")
    (repository / "package-lock.json").write_text("{}")
    path = os.pathsep.join((str(tmp_path / "bin"), "/bin", "/usr/bin"))
    return Setup(repository, {"PATH": path}, os.open(os.devnull, os.O_RDONLY), [].append)


def refusal(setup: Setup) -> str:
    with pytest.raises(UserError) as refused:
        node_packages.install_packages(setup)
    return str(refused.value)


def test_missing_node(setup: Setup, tmp_path: Path) -> None:
    setup.environment = {"PATH": str(tmp_path)}
    assert refusal(setup) == f"Node.js is missing: there is no node on the PATH. {ADVICE}"


def test_old_node(setup: Setup, tmp_path: Path) -> None:
    node = fakes.program(tmp_path / "bin", "node", "echo v18.20.4")
    assert refusal(setup) == f"Node.js is too old: {node} is v18.20.4. {ADVICE}"


def test_missing_npm(setup: Setup, tmp_path: Path) -> None:
    node = fakes.program(tmp_path / "bin", "node", "echo v22.1.0")
    setup.environment = {"PATH": str(tmp_path / "bin")}
    assert refusal(setup) == (f"npm is missing: there is no npm on the PATH, though Node.js is ({node}). {ADVICE}")


@pytest.fixture
def npm(setup: Setup, tmp_path: Path) -> Path:
    """A Node.js whose npm notes its arguments and makes a package."""
    fakes.program(tmp_path / "bin", "node", "echo v22.1.0")
    return fakes.program(
        tmp_path / "bin",
        "npm",
        f"echo $@ >> {tmp_path}/calls; mkdir -p node_modules/.bin; cat package-lock.json > node_modules/.bin/cdktf",
    )


@pytest.mark.usefixtures("npm")
def test_installs_what_the_lock_says_without_running_the_packages_scripts(setup: Setup, tmp_path: Path) -> None:
    node_packages.install_packages(setup)
    node_packages.install_packages(setup)
    assert (tmp_path / "calls").read_text() == (
        "ci --ignore-scripts --include=dev --no-audit --no-fund --no-update-notifier\n"
    )
    assert (setup.repository / "node_modules" / ".bin" / "cdktf").exists()


@pytest.mark.usefixtures("npm")
def test_a_changed_lock_replaces_the_whole_folder(setup: Setup) -> None:
    node_packages.install_packages(setup)
    (setup.repository / "node_modules" / "old-package").mkdir()
    (setup.repository / "package-lock.json").write_text('{"new": 1}')
    node_packages.install_packages(setup)
    assert (setup.repository / "node_modules" / ".bin" / "cdktf").read_text() == '{"new": 1}'
    assert not (setup.repository / "node_modules" / "old-package").exists()
    assert not (setup.runtime / "node").exists()


@pytest.mark.usefixtures("npm")
def test_a_failure_leaves_the_old_folder(setup: Setup, tmp_path: Path) -> None:
    node_packages.install_packages(setup)
    fakes.program(tmp_path / "bin", "npm", "echo npm error network getaddrinfo ENOTFOUND; exit 1")
    (setup.repository / "package-lock.json").write_text('{"new": 1}')
    assert refusal(setup) == (
        'Set-up failed at the step "Node packages": npm ended with exit code 1.'
        " Without a network, or behind a company's registry, npm needs its usual settings (npm config)."
        " The whole output is in .stackwright/setup.log; it ends with:\n"
        "    npm error network getaddrinfo ENOTFOUND"
    )
    assert (setup.repository / "node_modules" / ".bin" / "cdktf").read_text() == "{}"
