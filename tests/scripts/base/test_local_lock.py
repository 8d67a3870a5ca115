import json
import os
from pathlib import Path

from scripts.base.local_lock import note, refusal

START = "Somebody works on shop/dev on this machine: "
END = ". Nothing was changed; try again when that has ended."


def test_a_refusal_says_who_runs_what_since_when(tmp_path: Path):
    lock = tmp_path / "lock"
    said = {"command": "stackwright deploy shop/dev", "who": "ann", "pid": 7, "since": "2026-11-21 08:51:30"}
    lock.write_text(json.dumps(said))
    assert refusal(lock, "shop/dev") == (
        f"{START}ann has been running `stackwright deploy shop/dev` since 2026-11-21 08:51:30 UTC (process 7){END}"
    )


def test_the_note_is_about_this_process():
    said = json.loads(note("stackwright plan shop/dev"))
    assert (said["command"], said["pid"]) == ("stackwright plan shop/dev", os.getpid())


def test_a_holder_that_has_not_written_its_note_yet(tmp_path: Path):
    lock = tmp_path / "lock"
    lock.touch()
    assert refusal(lock, "shop/dev") == f"{START}another command has just begun{END}"
