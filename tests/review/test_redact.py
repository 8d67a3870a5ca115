import json

import pytest

from review.model import SENSITIVE, UNKNOWN
from review.plan import read_plan
from review.redact import Redactor
from tests.review.making import differences, document, entry, only_change, plan

SECRET = 'p"ss<w>rd/Zx81-marker'


def test_marks_go_where_terraform_says():
    cleaned = Redactor().clean(
        {"a": "x", "b": [1, 2], "c": {"d": "y"}, "e": None},
        {"a": True, "b": [False, True], "c": {"d": True}, "e": True},
    )
    assert cleaned == {"a": SENSITIVE, "b": [1, SENSITIVE], "c": {"d": SENSITIVE}, "e": None}


def test_what_is_not_known_yet_is_put_where_it_will_be():
    cleaned = Redactor().clean(
        {"a": 1, "list": ["x", None]}, None, {"b": True, "c": {"d": True}, "e": {}, "list": [False, True, {"f": True}]}
    )
    assert cleaned == {"a": 1, "b": UNKNOWN, "c": {"d": UNKNOWN}, "list": ["x", UNKNOWN, {"f": UNKNOWN}]}


def test_what_holds_no_secret_is_not_copied():
    values = {"a": ["x", {"b": "a longer text", "json": '{"a": "b"}'}]}
    assert Redactor(["another secret X9"]).clean(values) is values


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"before {SECRET} after",
        json.dumps({"deep": [SECRET]}),
        json.dumps({"deep": SECRET}).replace("<", "\\u003c").replace(">", "\\u003e"),
        "https://user:p%22ss%3Cw%3Erd%2FZx81-marker@host/",
        "cCJzczx3PnJkL1p4ODEtbWFya2Vy",
    ],
    ids=["alone", "inside", "JSON", "Terraform's JSON", "URL", "base64"],
)
def test_a_secret_is_found_where_terraform_does_not_mark_it(text: str):
    found = Redactor([SECRET]).clean({"note": text, SECRET: 1})
    assert "Zx81" not in repr(found)
    assert "marker" not in repr(found)


@pytest.mark.parametrize("word", ["admin", "postgres", "us-east-1", "my-app-prod", "true", "12345"])
def test_words_that_everything_is_spelt_with_stay(word: str):
    assert Redactor([word]).clean([word, f"x {word}"]) == [word, f"x {word}"]


def test_the_parts_of_a_sensitive_document_are_secrets_by_their_names():
    redactor = Redactor([json.dumps({"username": "someone-Else9", "password": "Kx81-Kx81"})])
    assert redactor.clean("postgres Kx81-Kx81 someone-Else9") == "postgres (sensitive) someone-Else9"


def test_secrets_that_are_alike_are_told_apart():
    redactor = Redactor(["Secret-00001", "Secret-00002"])
    assert redactor.clean("Secret-00001 Secret-00003") == "(sensitive) Secret-00003"


@pytest.mark.parametrize(
    "values",
    [
        {"password": "x1"},
        {"environment": {"DB_PASSWORD": "x1"}},
        {"definitions": '[{"environment": [{"name": "API_KEY", "value": "x1"}]}]'},
        {"user_data": "export KEY=AKIAABCDEFGHIJKLMNOP"},
        {"url": "postgres://user:hunter@host/db"},
    ],
    ids=["argument", "variable", "pair in JSON", "shape", "URL"],
)
def test_what_looks_like_a_secret_is_one(values: dict[str, object]):
    cleaned = repr(Redactor().clean(values))
    assert "(sensitive)" in cleaned
    for secret in ("x1", "AKIA", "hunter"):
        assert secret not in cleaned


@pytest.mark.parametrize(
    "values",
    [
        {"secret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:db"},
        {"password": ""},
        {"token": True},
        {"secrets": '[{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:us-east-1:1:parameter/x"}]'},
        {"name": "password", "value": {"a": "b"}},
    ],
    ids=["an address", "nothing", "a flag", "a reference", "a map"],
)
def test_what_is_only_named_after_a_secret_stays(values: dict[str, object]):
    assert Redactor().clean(values) == values


def test_a_secret_that_changes_is_a_change_without_values():
    assert differences({"a": "old"}, {"a": "new"}, before_sensitive={"a": True}) == ["a: (sensitive) -> (sensitive)"]
    assert differences({"a": {"password": "old"}}, {"a": {"password": "new"}}) == [
        "a.password: (sensitive) -> (sensitive)"
    ]


def test_a_value_that_becomes_sensitive_was_no_less_so_before():
    change = only_change(entry("x_y.z", {"a": "v1", "b": 1}, {"a": "v1", "b": 2}, after_sensitive={"a": True}))
    assert change.before and change.before.values["a"] is SENSITIVE


def test_elements_of_sets_are_hidden_though_their_places_differ():
    change = only_change(
        entry(
            "x_y.z",
            {"set": [{"k": "old-value", "n": 1}]},
            {"set": [{"k": "a", "n": 0}, {"k": "old-value", "n": 1}]},
            before_sensitive={"set": [{"k": True}]},
            after_sensitive={"set": [{}, {"k": True}]},
        )
    )
    assert "old-value" not in repr(change)


def test_the_schema_is_believed_where_a_plan_has_no_marks():
    change = only_change(entry("aws_db_instance.main", {"password": "Old1"}, {"password": "New1"}))
    assert [(one.before, one.after) for one in change.attributes] == [(SENSITIVE, SENSITIVE)]
    nested = {"default_action": [{"authenticate_oidc": [{"client_secret": "hush"}]}]}
    assert "hush" not in repr(plan(entry("aws_lb_listener.main", None, nested)))


def test_a_sensitive_variable_is_a_secret_everywhere():
    found = read_plan(
        document(
            entry("x_y.z", None, {"note": "with Pa55-of-variable inside"}),
            variables={"key": {"value": "Pa55-of-variable"}},
            configuration={"root_module": {"variables": {"key": {"sensitive": True}}}},
        )
    )
    assert found.after["x_y.z"].values == {"note": "with (sensitive) inside"}


def test_the_state_and_outputs_tell_secrets_too():
    state = {
        "address": "x_y.old",
        "type": "x_y",
        "name": "old",
        "values": {"a": "Of-the-State1"},
        "sensitive_values": {"a": True},
    }
    found = plan(
        entry("x_y.z", None, {"one": "Of-the-State1", "two": "Of-the-Output1"}),
        prior_state={"values": {"root_module": {"resources": [state]}}},
        output_changes={"o": {"actions": ["no-op"], "before": "Of-the-Output1", "before_sensitive": True}},
    )
    assert found.after["x_y.z"].values == {"one": "(sensitive)", "two": "(sensitive)"}


def test_many_texts_with_many_secrets_take_time_in_proportion():
    redactor = Redactor(f"Secret-{number:05}" for number in range(5_000))
    text = "eyJ" * 100_000 + "-" + "a." * 100_000 + "://" + "Secret-00001 " * 1_000
    assert "Secret-00001" not in redactor.clean({"a": text})["a"]
