import json
import re
import sys

import pytest

from scripts.base import screen
from scripts.base.screen import Screen


def test_a_step_is_a_line_when_it_begins_and_one_when_it_is_done(capsys):
    with Screen().step("plan state") as step:
        step.result = "10 to add"
    captured = capsys.readouterr()
    assert captured.out == ""
    assert re.fullmatch(r"  plan state \.\.\.\n  plan state: 10 to add \(\d+\.\d s\)\n", captured.err)


def test_a_long_step_says_now_and_then_how_far_it_is(capsys, monkeypatch: pytest.MonkeyPatch):
    now = iter(range(0, 100, 5))
    monkeypatch.setattr(screen.time, "monotonic", lambda: next(now))
    with Screen().step("deploy") as step:
        for done in range(6):
            step.note(f"{done} of 9")
    assert capsys.readouterr().err.splitlines() == [
        "  deploy ...",
        "  deploy: 2 of 9 (15 s)",
        "  deploy: 5 of 9 (30 s)",
        "  deploy: done (40.0 s)",
    ]


@pytest.mark.parametrize(("error", "word"), [(ValueError, "failed"), (KeyboardInterrupt, "stopped")])
def test_a_step_that_does_not_end_well_says_so(capsys, error: type[BaseException], word: str):
    with pytest.raises(error), Screen().step("plan"):
        raise error
    assert re.fullmatch(rf"  plan \.\.\.\n  plan: {word} \(\d+\.\d s\)\n", capsys.readouterr().err)


def test_json_is_alone_on_standard_output(capsys):
    shown = Screen(as_json=True)
    shown.say("words")
    shown.document({"a": 1})
    assert json.loads(capsys.readouterr().out) == {"a": 1}


def test_without_json_there_is_no_document(capsys):
    shown = Screen()
    shown.say("words", style="red")
    shown.document({"a": 1})
    assert capsys.readouterr().out == "words\n"


@pytest.mark.parametrize(
    ("terminal", "no_color", "expected"),
    [("xterm", "", True), ("dumb", "", False), ("xterm", "1", False)],
)
def test_a_dumb_terminal_and_one_without_colours_are_treated_like_a_file(
    terminal: str, no_color: str, expected: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert screen.is_terminal(sys.stderr) is expected
