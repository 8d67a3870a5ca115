"""What must hold for every text: values come back, edits touch nothing else, and nothing but SettingsError is raised."""

import copy
from pathlib import Path
from random import Random
from typing import Any

import hcl2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settings.literal import literal, literal_on_one_line
from settings.problem import KeyPath, SettingsError
from settings.syntax import Value, parse
from settings.tfvars import Tfvars, parsed, read
from tests.settings.styles import bare_names, documents, strings, styles, text_of, values

ROOT = Path(__file__).parents[2]
AS_VALUES = hcl2.SerializationOptions(strip_string_quotes=True, explicit_blocks=False, with_comments=False)
often = settings(max_examples=120, deadline=None)
NASTY = [
    *"{}[]()\"\\$%#/*=:,.\n\r\t \x00\ufeff\u00a0é<-'e0",
    "${",
    "%{",
    "<<A\n",
    "/*",
    "*/",
    "//",
    " = ",
    "null",
    "for ",
]

plain_strings = st.text(alphabet="abcXYZ09_ .:é-", max_size=8)
plain_documents = st.dictionaries(
    bare_names,
    st.recursive(
        plain_strings | st.integers(-1000, 1000) | st.booleans(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(bare_names, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=5,
)


def read_document(document: dict[str, Value], style: Random) -> Tfvars:
    return parsed(text_of(document, style), "x.tfvars")


def container(document: Any, key: KeyPath) -> Any:
    for part in key[:-1]:
        document = document[part]
    return document


def is_kept_in(text: str, other: str) -> bool:
    """Whether all characters of the text are in the other, in their order."""
    remaining = iter(other)
    return all(character in remaining for character in text)


def sources(file: Tfvars, without: KeyPath) -> dict[KeyPath, str]:
    """How each value is written, but for the one named, those in it and those around it."""
    return {
        key: file.text[place.key_start : place.end]
        for key, place in file.places.items()
        if key[: len(without)] != without and without[: len(key)] != key
    }


@often
@given(documents, styles)
@pytest.mark.requirement("C-04")
def test_a_text_in_any_style_reads_back(document: dict[str, Value], style: Random) -> None:
    text = text_of(document, style)
    result = parse(text)
    assert (result.values, result.faults) == (document, []), text
    assert repr(result.values) == repr(document)


@often
@given(values)
def test_a_literal_reads_back(value: Value) -> None:
    for text in (literal(value), literal_on_one_line(value)):
        assert repr(parse(f"a = {text}\n").values) == repr({"a": value})


@often
@given(documents.filter(bool), styles, st.data())
@pytest.mark.requirement("C-35")
def test_replacing_changes_only_the_value(document: dict[str, Value], style: Random, data: st.DataObject) -> None:
    file = read_document(document, style)
    key = data.draw(st.sampled_from(sorted(file.places, key=str)))
    value = data.draw(values)
    place = file.places[key]
    text = file.replaced(key, value)
    assert text.startswith(file.text[: place.start])
    assert text.endswith(file.text[place.end :])
    expected = copy.deepcopy(document)
    container(expected, key)[key[-1]] = value
    assert repr(parse(text).values) == repr(expected)


@often
@given(documents, styles, st.data())
@pytest.mark.requirement("C-35")
def test_inserting_keeps_every_character(document: dict[str, Value], style: Random, data: st.DataObject) -> None:
    file = read_document(document, style)
    maps = [(), *(key for key in sorted(file.places, key=str) if isinstance(container(document, key)[key[-1]], dict))]
    parent = data.draw(st.sampled_from(maps))
    name = data.draw(
        (bare_names | strings if parent else bare_names).filter(lambda name: (*parent, name) not in file.places)
    )
    value = data.draw(values)
    text = file.inserted(parent, name, value)
    expected = copy.deepcopy(document)
    container(expected, (*parent, name))[name] = value
    assert repr(parse(text).values) == repr(expected)
    own = container(document, (*parent, name))
    assert is_kept_in(file.text, text) if own else is_kept_in("".join(file.text.split()), "".join(text.split()))
    new_key = (*parent, name)
    assert sources(parsed(text, "x.tfvars"), without=new_key) == sources(file, without=new_key)


@often
@given(documents.filter(bool), styles, st.data())
@pytest.mark.requirement("C-35")
def test_removing_keeps_everything_else(document: dict[str, Value], style: Random, data: st.DataObject) -> None:
    file = read_document(document, style)
    key = data.draw(st.sampled_from(sorted((key for key in file.places if isinstance(key[-1], str)), key=str)))
    text = file.removed(key)
    expected = copy.deepcopy(document)
    del container(expected, key)[key[-1]]
    assert repr(parse(text).values) == repr(expected)
    unchanged = next((i for i in range(len(text)) if text[i] != file.text[i]), len(text))
    assert file.text.endswith(text[unchanged:]), "more than one piece was cut out"
    assert sources(parsed(text, "x.tfvars"), without=key) == sources(file, without=key)


@often
@given(documents.filter(bool), styles, st.data())
def test_removing_what_was_inserted_gives_the_values_back(
    document: dict[str, Value], style: Random, data: st.DataObject
) -> None:
    file = read_document(document, style)
    name = data.draw(bare_names.filter(lambda name: name not in document))
    added = parsed(file.inserted((), name, data.draw(values)), "x.tfvars")
    assert parsed(added.removed((name,)), "x.tfvars").values == file.values


@settings(max_examples=250, deadline=None)
@given(documents, styles, st.lists(st.tuples(st.floats(0, 1), st.sampled_from(NASTY), st.integers(0, 3)), max_size=4))
@pytest.mark.requirement("C-04")
def test_a_damaged_text_is_read_or_refused(
    document: dict[str, Value], style: Random, damages: list[tuple[float, str, int]]
) -> None:
    text = text_of(document, style)
    for where, inserted, removed in damages:
        position = int(where * len(text))
        text = text[:position] + inserted + text[position + removed :]
    try:
        file = parsed(text, "x.tfvars")
    except SettingsError as error:
        assert all(1 <= (problem.line or 0) <= text.count("\n") + 1 for problem in error.problems)
    else:
        assert repr(parse("a = " + literal(file.values)).values["a"]) == repr(file.values)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(["a", "b = ", "1", '"x"', *NASTY]), max_size=30).map("".join) | st.text(max_size=50))
@pytest.mark.requirement("C-04")
def test_any_text_is_read_or_refused(text: str) -> None:
    result = parse(text)
    assert all(1 <= fault.line <= text.count("\n") + 1 for fault in result.faults)


@settings(max_examples=100, deadline=None)
@given(plain_documents)
@pytest.mark.requirement("C-04")
def test_python_hcl2_reads_the_same_values(document: dict[str, Value]) -> None:
    text = "".join(f"# {name}\n{name} = {literal(value)}\n\n" for name, value in document.items())
    assert hcl2.loads(text, serialization_options=AS_VALUES) == parse(text).values


@pytest.mark.parametrize(
    "file", sorted((ROOT / "envs").rglob("*.tfvars")), ids=lambda file: f"{file.parent.name}/{file.stem}"
)
@pytest.mark.requirement("C-04")
def test_python_hcl2_reads_the_same_values_in_our_own_files(file: Path) -> None:
    assert hcl2.loads(file.read_text(), serialization_options=AS_VALUES) == read(file, ROOT).values
