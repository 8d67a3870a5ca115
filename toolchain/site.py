"""`make docs`: the documents as a site in .stackwright/site, built with warnings as errors."""

import os
import sys
from pathlib import Path

from toolchain import process
from toolchain.errors import UserError
from toolchain.side_environment import ensure

LOCK = "requirements-docs.lock"
SITE = Path(".stackwright") / "site"


def main(repository: Path) -> int:
    """Returns 0, or 1 with the reason on standard error."""
    try:
        programs = ensure(repository, "docs", repository / LOCK, _say)
    except UserError as problem:
        _say(str(problem))
        return 1
    done = process.stream(
        [str(programs / "mkdocs"), "build", "--strict", "--quiet"],
        folder=repository,
        environment={**os.environ, "NO_MKDOCS_2_WARNING": "true"},
        on_line=_say,
    )
    if done.exit_code == 0:
        sys.stdout.write(f"{repository / SITE / 'deployment.html'}\n")
    return min(done.exit_code, 1)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1]))
