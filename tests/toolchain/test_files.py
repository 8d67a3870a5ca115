import fcntl
import os
import resource
import stat
from pathlib import Path

import pytest

from toolchain.files import digest, exclusive, write_beside


def test_replaces_the_content_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "file"
    write_beside(path, "old")
    write_beside(path, "new", mode=0o600)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_beside(path, "old")
    # A write beyond the limit fails like one on a full disk, with EFBIG; Python ignores the signal.
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_beside(path, "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_what_only_its_owner_may_read_never_lies_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    replace = Path.replace

    def look(self: Path, target: Path) -> Path:
        seen.append(stat.S_IMODE(self.stat().st_mode))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", look)
    write_beside(tmp_path / "file", "secret", mode=0o600)
    assert seen == [0o600]


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


def test_a_lock_says_who_has_it_and_can_be_refused_instead_of_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    def refuse() -> None:
        raise ValueError(path.read_text())

    with exclusive(path, note="a longer note than the next one"):
        pass
    with (
        exclusive(path, note="somebody"),
        pytest.raises(ValueError, match="^somebody$"),
        exclusive(path, on_wait=refuse),
    ):
        pass
