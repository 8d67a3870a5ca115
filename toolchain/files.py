"""Files that survive a kill half way, and locks that do not."""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Generator
from pathlib import Path


def write_beside(path: Path, text: str, *, mode: int = 0o644) -> None:
    """Replaces a file's content in one step; makes its folder. Leaves a file that already has this content alone."""
    if path.is_file() and not path.is_symlink() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text)
    beside.chmod(mode)
    beside.replace(path)


@contextlib.contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], object] | None = None) -> Generator[int]:
    """Holds a lock file; another process that wants it waits until this one has left or died.

    `on_wait` is called before waiting. Gives the descriptor: a child process that inherits it shares the lock and keeps
    it when this process is killed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait is not None:
                on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
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
