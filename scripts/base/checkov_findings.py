"""What checkov says of a root, where `make scan` has installed it, without what is accepted beside resources."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from review.model import Finding, Severity, Source
from scan import checkov
from scan.judge import Scanned, verdicts
from settings.target import Target

ROOT_FILE, SOURCES_FILE = "cdk.tf.json", "sources.json"
ADVICE: Final = "Mend it, or say beside the resource why it may be so: # checkov:skip={check}: the reason."


def program(root: Path) -> Path | None:
    """The checkov command, or nothing where it is not installed."""
    found = root / ".stackwright" / "checkov" / "bin" / "checkov"
    return found if found.exists() else None


def checkov_findings(found: Path, target: Target, root: Path) -> list[Finding]:
    """A finding for each check that the emitted root fails without a reason. Takes about five seconds.

    Raises UserError when checkov checks nothing or ends badly.
    """
    # Imports cdktf, whose Node process is to start in the synth, which keeps it quiet.
    from scan.target import ROOT, Lines

    folder = root / target.root_dir
    lines = Lines(json.loads((folder / ROOT_FILE).read_text()))
    sources = json.loads((folder / SOURCES_FILE).read_text())
    with TemporaryDirectory(prefix="stackwright-checkov-") as work:
        file = Path(work, f"{target.stack_id}.tf.json")
        file.write_text(lines.text)
        report = checkov.run(found, ROOT, file, lines.address)
    [verdict] = verdicts([Scanned(target.id, target.tfvars_path, {ROOT: report}, sources)], root)
    return [
        Finding(
            rule=failed.check,
            category="policy",
            severity=Severity.MEDIUM,
            address=failed.address,
            reason=f"{failed.name} (checkov).",
            advice=ADVICE.format(check=failed.check),
            source=Source(code=sources.get(failed.address)),
        )
        for failed in verdict.failed
    ]
