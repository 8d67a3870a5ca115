"""The next major version of the AWS provider, and the roots of today."""

import json
from pathlib import Path

from resources.next_provider.report import differences, next_schema
from tests.conftest import Report


def test_no_root_has_what_the_next_provider_would_refuse(roots: dict[str, Path], report: Report):
    found = [
        f"{stack}: {difference}"
        for stack, path in sorted(roots.items())
        for difference in sorted(differences(json.loads(path.read_text()), next_schema()))
    ]
    assert found == []
    report(f"AWS provider {next_schema()['provider']['version']}: {len(roots)} roots, nothing that it would refuse")
