"""Files that survive a kill half way, and locks that do not."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Generator
from pathlib import Path

from toolchain.errors import UserError


def write_beside(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Replaces a file's content in one step; makes its folder. Leaves a file that already has this content alone.

    Raises OSError, the file as it was and nothing beside it, when the disk is full.
    """
    if path.is_file() and not path.is_symlink() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            beside.chmod(mode)
            file.write(text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], object] | None = None, note: str = "") -> Generator[int]:
    """Holds a lock file; another process that wants it waits until this one has left or died.

    `on_wait` is called before waiting, and may raise instead; the file holds the `note` of who has the lock. Gives the
    descriptor: a child process that inherits it shares the lock and keeps it when this process is killed.
    """
    try:
        import fcntl
    except ImportError:
        raise UserError("Windows has no locks that a killed process lets go of; run this in WSL.") from None
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait is not None:
                on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, note.encode())
        yield descriptor
    finally:
        os.close(descriptor)


def digest(*parts: str | Path) -> str:
    """One SHA-256 over texts and files' contents, told apart by their lengths."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode()
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()
