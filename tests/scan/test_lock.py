"""requirements-scan.lock: what requirements-scan.in asks for, by hash, from anywhere."""

import re

from tests.plans import REPOSITORY

LOCK = (REPOSITORY / "requirements-scan.lock").read_text()


def test_pins_what_is_asked_for():
    asked = [line for line in (REPOSITORY / "requirements-scan.in").read_text().splitlines() if line[:1] != "#"]
    assert asked
    assert [line for line in asked if f"\n{line} \\\n" not in LOCK] == []


def test_every_package_has_hashes():
    packages = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_names_no_index():
    assert "://" not in LOCK
