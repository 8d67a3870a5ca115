"""The second opinion before a file is written."""

import pytest

from settings import tfvars
from settings.problem import SettingsError
from settings.second_reader import agrees
from settings.syntax import parse


def test_agrees_when_both_read_the_same():
    assert agrees('a = { b = [1, true, "x"] } # note\n', {"a": {"b": [1, True, "x"]}})


@pytest.mark.parametrize(
    "text",
    [
        'a = "\\n\\t\\"\\\\\\u00e9"\n',
        'a = "$${b} %%{c} $$${d}"\n',
        'a = { "$${b}" = 1 }\n',
        'a = ["/api/*", "//"] # /*\n',
        "/* one */ a = { /* two */ b = [1, /* three */ 2] /* four */ }\n",
        'a = "e\u0301"\n',
        "a = [1e3, 2.5E-1, -1e2, -0, 1.50]\n",
    ],
)
def test_agrees_however_a_value_is_written(text: str):
    read = parse(text)
    assert read.faults == []
    assert agrees(text, read.values)


@pytest.mark.parametrize(
    "text", ["a = 2\n", "a = 1\nb = 2\n", "a =\n", "a {\n", 'a = "1"\n', "a = true\n", "a = [1]\n"]
)
def test_disagrees_when_it_reads_something_else_or_nothing(text: str):
    assert not agrees(text, {"a": 1})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('a = "$${b}"\n', {"a": "$${b}"}),
        ("a = 1e3\n", {"a": 100}),
        ("a = [1, 2]\n", {"a": [2, 1]}),
        ("a = 1\n", {"a": True}),
        ('a = { b = "x" }\n', {"a": {"c": "x"}}),
    ],
)
def test_disagrees_on_a_slip_of_ours(text: str, values: dict[str, object]):
    assert not agrees(text, values)  # ty: ignore[invalid-argument-type] - what a slip gives


@pytest.mark.parametrize("text", ["a = /* one */ 1\n", "a = { b : /* one */ 1 }\n"])
def test_has_no_opinion_on_what_it_cannot_read(text: str):
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
