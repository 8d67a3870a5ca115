import fcntl
import os
import stat
from pathlib import Path

from toolchain.files import digest, exclusive, write_beside


def test_replaces_the_content_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    write_beside(path, "old")
    write_beside(path, "new", mode=0o600)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_a_file_with_this_content_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_beside(path, "same")
    os.utime(path, (1, 1))
    write_beside(path, "same")
    assert path.stat().st_mtime == 1


def test_a_link_is_replaced_and_its_target_kept(tmp_path: Path) -> None:
    target = tmp_path / "of-the-user"
    target.write_text("theirs")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_beside(link, "ours")
    assert (link.read_text(), target.read_text(), link.is_symlink()) == ("ours", "theirs", False)


def test_the_digest_knows_where_one_part_ends(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("b")
    assert digest("a", path) == digest("a", "b")
    assert digest("a", path) != digest("ab", "")


def test_a_lock_is_held_and_left(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with exclusive(path), path.open() as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            refused = True
        else:
            refused = False
    assert refused
    with path.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
