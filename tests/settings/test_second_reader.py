"""The second opinion before a file is written."""

import pytest

from settings import tfvars
from settings.problem import SettingsError
from settings.second_reader import agrees


def test_agrees_when_both_read_the_same():
    assert agrees('a = { b = [1, true, "x"] } # note\n', {"a": {"b": [1, True, "x"]}})


@pytest.mark.parametrize("text", ["a = 2\n", "a = 1\nb = 2\n", "a =\n", "a {\n"])
def test_disagrees_when_it_reads_something_else_or_nothing(text):
    assert not agrees(text, {"a": 1})


@pytest.mark.parametrize("text", ['a = "\\n"\n', 'a = "$${b}"\n', "a = /* one */ 1\n"])
def test_has_no_opinion_on_what_it_is_known_to_read_otherwise(text):
    assert agrees(text, {"a": "anything"})


def test_nothing_is_written_when_the_readers_disagree(tmp_path, monkeypatch):
    file = tmp_path / "dev.tfvars"
    file.write_text("a = 1\n")
    monkeypatch.setattr(tfvars, "agrees", lambda text, values: False)
    with pytest.raises(SettingsError) as error:
        tfvars.write(file, "a = 2\n", was="a = 1\n", root=tmp_path)
    assert str(error.value) == (
        "dev.tfvars: would be read otherwise by python-hcl2, so an edit went wrong; nothing was written. Please report it"
    )
    assert file.read_text() == "a = 1\n"
