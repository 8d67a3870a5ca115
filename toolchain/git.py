"""What git knows of the repository: versions of files, and what changed since one."""

import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolchain import process
from toolchain.errors import UserError

TIMEOUT_SECONDS = 60
FIELDS = "%H%x1f%cs%x1f%s"
"""Commit, day, subject; between them a character that none of them has."""


@dataclass(frozen=True)
class Commit:
    """A commit and those of the asked-for files that it changed. `day` is 2026-11-21."""

    id: str
    day: str
    subject: str
    files: frozenset[str]

    def __str__(self) -> str:
        return f"{self.id[:9]} of {self.day}, {self.subject!r}"


def is_repository(folder: Path) -> bool:
    """Whether git is there and knows the folder."""
    try:
        return _run(["rev-parse", "--is-inside-work-tree"], folder).exit_code == 0
    except UserError:
        return False


def is_shallow(folder: Path) -> bool:
    """Whether the clone lacks older commits, as those of CI do unless told otherwise."""
    return _output(["rev-parse", "--is-shallow-repository"], folder).strip() == "true"


def commits(folder: Path, files: Sequence[str], *, most: int) -> list[Commit]:
    """The last commits that changed one of the files, newest first; paths as seen from `folder`."""
    if _run(["rev-parse", "--verify", "--quiet", "HEAD"], folder).exit_code != 0:
        return []
    arguments = ["log", f"--max-count={most}", f"--format=%x1e{FIELDS}", "--name-only", "--relative", "--no-renames"]
    text = _output([*arguments, "-m", "--first-parent", "--", *files], folder)
    return [_commit(entry) for entry in text.split("\x1e")[1:]]


def resolve(folder: Path, revision: str) -> str:
    """The full id of a commit; raises UserError when there is none of that name."""
    done = _run(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], folder)
    if done.exit_code != 0:
        raise UserError(f"git knows no commit {revision!r} here. A shallow clone may lack it: fetch the whole history.")
    return done.stdout.strip()


def commit(folder: Path, revision: str) -> Commit:
    """A commit by any of its names, without its files; raises UserError when there is none of that name."""
    return _commit(_output(["show", "--no-patch", f"--format={FIELDS}", resolve(folder, revision)], folder))


def text_at(folder: Path, commit: str, path: str) -> str | None:
    """A file as a commit has it, its line ends as \n; None when it has none."""
    done = _run(["show", f"{commit}:./{path}"], folder)
    return done.stdout if done.exit_code == 0 else None


def changed_files(folder: Path, revision: str) -> list[str]:
    """The files of the repository that differ from where this branch left `revision`, those not committed included.

    Named from the root of the repository, whatever folder of it is given; what was removed counts too.
    """
    top = Path(_output(["rev-parse", "--show-toplevel"], folder).rstrip("\n"))
    wanted = resolve(top, revision)
    done = _run(["merge-base", wanted, "HEAD"], top)
    if done.exit_code != 0:
        raise UserError(f"{revision} and this branch have no commit in common here. Fetch the whole history of both.")
    differing = _output(["diff", "--name-only", "--no-renames", "-z", done.stdout.strip()], top)
    untracked = _output(["ls-files", "--others", "--exclude-standard", "-z"], top)
    return sorted({name for name in (differing + untracked).split("\0") if name})


def merge_base(folder: Path, revision: str) -> str:
    """The commit where this branch left `revision`."""
    return _output(["merge-base", resolve(folder, revision), "HEAD"], folder).strip()


def prefix(folder: Path) -> str:
    """Where the folder lies in its repository: "" or "infrastructure/"."""
    return _output(["rev-parse", "--show-prefix"], folder).rstrip("\n")


def export(folder: Path, revision: str, into: Path) -> None:
    """Writes the files of `folder` as a commit has them into another folder, which has to be there."""
    with tempfile.TemporaryDirectory(prefix="stackwright-export-") as temporary:
        archive = Path(temporary) / "files.tar"
        _output(["archive", "--format=tar", f"--output={archive}", resolve(folder, revision)], folder)
        with tarfile.open(archive) as files:
            files.extractall(into, filter="data")


def _commit(entry: str) -> Commit:
    fields, _, files = entry.partition("\n")
    commit, day, subject = fields.split("\x1f")
    return Commit(commit, day, subject, frozenset(filter(None, files.split("\n"))))


def _output(arguments: Sequence[str], folder: Path) -> str:
    done = _run(arguments, folder)
    if done.exit_code != 0:
        said = " ".join(done.stderr.split()) or f"it ended with {done.exit_code}"
        raise UserError(f"git {arguments[0]} failed in {folder}: {said}")
    return done.stdout


def _run(arguments: Sequence[str], folder: Path) -> process.Captured:
    # Not the repository of a hook or a caller that set GIT_DIR, and no user's own output format.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "core.quotePath=false", "--no-pager", *arguments]
    try:
        return process.capture(
            command, folder=folder, environment=kept | {"LC_ALL": "C"}, timeout_seconds=TIMEOUT_SECONDS
        )
    except OSError as error:
        raise UserError(f"git cannot be started: {error.strerror}. Install it, or put it on PATH.") from None
    except subprocess.TimeoutExpired:
        raise UserError(f"git {arguments[0]} has not ended after {TIMEOUT_SECONDS} seconds in {folder}.") from None
