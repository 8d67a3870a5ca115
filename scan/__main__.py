"""`python -m scan [TARGET]...`: checkov on the roots and plans of all targets whose data is protected.

Ends with 0 when every check passed or is accepted with a reason beside its resource, else with 1; also when nothing was
checked.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from scan import checkov, judge
from scripts.base.settings import load
from settings.problem import SettingsError
from settings.target import Target, discover, find_root
from toolchain.errors import UserError
from toolchain.node import QUIET


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scan", description="checkov on roots and plans.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="instead of all that are protected")
    options = parser.parse_args(arguments)
    try:
        root = find_root(Path.cwd())
        targets = [Target.existing(text, root) for text in options.targets] or production_class(root)
        return _scan(targets, root, is_whole=not options.targets)
    except (UserError, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def production_class(root: Path) -> list[Target]:
    """Every target whose data is protected. Raises UserError when no environment is: then nothing would be scanned."""
    found = [target for target in discover(root) if getattr(load(target, root).settings, "deletion_protection", True)]
    if not any(target.kind == "environment" for target in found):
        raise UserError(
            "No environment has deletion_protection = true, so there is none of production class to scan."
            " Name targets: python -m scan macro-ai/dev"
        )
    return found


def _scan(targets: Sequence[Target], root: Path, *, is_whole: bool) -> int:
    # jsii's Node process, which the import starts, takes its settings from here.
    os.environ.update(QUIET)
    from scan.target import scan
    from stacks.synth import synthesise

    program = checkov.ensure(root, _say)
    with tempfile.TemporaryDirectory(prefix="stackwright-scan-") as folder:
        scanned = []
        for emitted in synthesise(targets, root, Path(folder)):
            _say(f"  {emitted.target}: {emitted.resources} resources ...")
            scanned.append(scan(emitted, root, program, Path(folder)))
    found = judge.verdicts(scanned, root)
    # Whether a reason is needed can only be told by looking at everything.
    careless = judge.careless(scanned, root) if is_whole else []
    failures = judge.failures(found, scanned)
    passed, accepted = (sum(counts) for counts in zip(*((v.passed, len(v.accepted)) for v in found), strict=True))
    for title, lines in (
        ("Accepted", judge.reasons(found)),
        ("Scanned", [str(verdict) for verdict in found]),
        ("Failed", [*failures, *careless]),
    ):
        if lines:
            sys.stdout.write("\n".join([f"{title}:", *(f"  {line}" for line in lines), ""]))
    failed = sum(len(verdict.failed) for verdict in found)
    sys.stdout.write(f"{passed} passed, {failed} failed, {accepted} accepted with a reason\n")
    return 1 if failed or careless else 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
