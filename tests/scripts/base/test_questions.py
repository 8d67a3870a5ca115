import io

import pytest

from scripts.base.questions import ask
from toolchain.errors import UserError


def test_an_answer_is_taken_without_blanks(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("  yes \nmore\n"))
    assert ask("Really?") == "yes"
    assert capsys.readouterr() == ("", "Really? ")


def test_no_answer_does_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(UserError) as error:
        ask("Really?")
    assert str(error.value) == "Standard input ended before the question was answered; nothing was done."
