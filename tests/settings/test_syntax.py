"""What the reader makes of a text: values, places, and one sentence for each thing that is wrong."""

import time

import pytest

from settings.problem import KeyPath
from settings.syntax import Value, parse


def faults(text: str) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in parse(text).faults]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", {}),
        ("\n\n", {}),
        ("# only a comment", {}),
        ("/* over\ntwo lines */\n", {}),
        ("a = 1", {"a": 1}),
        ("a=1\r\nb\t=\ttrue \r\n", {"a": 1, "b": True}),
        (
            "a = -5\nb = 0.25\nc = 1e3\nd = 2.0\ne = 1.5E-3\nf = -0\n",
            {"a": -5, "b": 0.25, "c": 1000, "d": 2, "e": 0.0015, "f": 0},
        ),
        ("a = 999999999999999\nb = 123456.789012345\n", {"a": 999999999999999, "b": 123456.789012345}),
        ('a = ""\nb = "x # no comment // neither"\n', {"a": "", "b": "x # no comment // neither"}),
        (r'a = "\" \\ \n \r \t \u00e9 \U0001F600"', {"a": '" \\ \n \r \t é 😀'}),
        ('a = "$${x} %%{y} $$${z} $ % $$ %% {"', {"a": "${x} %{y} $${z} $ % $$ %% {"}),
        ('a = "e\u0301"', {"a": "é"}),
        ('a = "tab\there"', {"a": "tab\there"}),
        ("a = []\nb = {}\nc = [ ]\nd = {\n}\n", {"a": [], "b": {}, "c": [], "d": {}}),
        ('a = [1, "b", true, [2], {c = 3}]', {"a": [1, "b", True, [2], {"c": 3}]}),
        ("a = [\n  1, # one\n  2 // two\n  , 3,\n]", {"a": [1, 2, 3]}),
        ('a = [\n"\\"=",\n"x = 1"\n]', {"a": ['"=', "x = 1"]}),
        ("a = { b = 1, c : 2, }", {"a": {"b": 1, "c": 2}}),
        ('a = {\n  b = 1\n  "c d" = 2,\n  "e": 3\n}', {"a": {"b": 1, "c d": 2, "e": 3}}),
        (
            'a = { "for" = 1, "null" = 2, in = 3, if = 4, "" = 5 }',
            {"a": {"for": 1, "null": 2, "in": 3, "if": 4, "": 5}},
        ),
        ("a /* b */ = /* c\n */ 1 /* d\n */ # e\nf = 2", {"a": 1, "f": 2}),
        ("a = 1 // b\nc = 2 # d", {"a": 1, "c": 2}),
        ("a = 1// b\nc = true/* d */\ne = -0.5/* f */# g", {"a": 1, "c": True, "e": -0.5}),
        ("a-b_c9 = 1", {"a-b_c9": 1}),
        ("a = { # why\n  b = 1 } // because", {"a": {"b": 1}}),
    ],
)
def test_plain_values_are_read(text: str, values: dict[str, Value]) -> None:
    parsed = parse(text)
    assert (parsed.values, parsed.faults) == (values, [])


def test_whole_numbers_are_int_and_true_is_bool() -> None:
    values = parse("a = 1e3\nb = 2.0\nc = 0.5\nd = true\n").values
    assert [type(value) for value in values.values()] == [int, int, float, bool]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        # expressions
        ("var.image", "a must be a plain value, got the expression var.image"),
        ("aws_vpc.main.id", "a must be a plain value, got the expression aws_vpc.main.id"),
        ("1 + 2", "a must be a plain value, got the expression 1 + 2"),
        ("-b", 'a must be in quotes: "-b"'),
        ("- 5", "a must be a plain value, got the expression - 5"),
        ("!true", "a must be a plain value, got the expression !true"),
        ("(1)", "a must be a plain value, got the expression (1)"),
        ('file("x") # why', 'a must be a plain value, got the expression file("x")'),
        ("max(1 /* 2 */, 3)", "a must be a plain value, got the expression max(1 , 3)"),
        ("max(1, 2]", "a must be a plain value, got the expression max(1, 2]"),
        ("max(1, 2", "a must be a plain value, got the expression max(1, 2"),
        (
            'join("$${x}", "${f("a\\"}b")}", c)',
            'a must be a plain value, got the expression join("$${x}", "${f("a\\"}b")}", c)',
        ),
        ("max(1,\n  2)", "a must be a plain value, got the expression max(1, 2)"),
        ('"x" == "y" ? 1 : 2', 'a must be a plain value, got the expression "x" == "y" ? 1 : 2'),
        ("[1, 2][0]", "a must be a plain value, got the expression [1, 2][0]"),
        ("{ b = 1 }.b", "a must be a plain value, got the expression { b = 1 }.b"),
        ("[for x in y : x]", "a must be a plain value, got the expression [for x in y : x]"),
        ("{ for k, v in y : k => v }", "a must be a plain value, got the expression { for k, v in y : k => v }"),
        ('"b" "c"', 'a must be a plain value, got the expression "b" "c"'),
        ("5 apples", "a must be a plain value, got the expression 5 apples"),
        ("x" * 99, 'a must be in quotes: "' + "x" * 57 + '..."'),
        # templates in strings
        (
            '"x-${var.y}"',
            "a must be a plain value, got the expression ${var.y}; for the characters ${ themselves write $${",
        ),
        (
            '"${lookup(m, "k")}"',
            'a must be a plain value, got the expression ${lookup(m, "k")}; for the characters ${ themselves write $${',
        ),
        (
            '"${"${x}"}"',
            'a must be a plain value, got the expression ${"${x}"}; for the characters ${ themselves write $${',
        ),
        # missing and other quotes
        ("foo", 'a must be in quotes: "foo"'),
        ("10.0.0.0/16", 'a must be in quotes: "10.0.0.0/16"'),
        ("512MiB", 'a must be in quotes: "512MiB"'),
        ("https://x.y/z", 'a must be in quotes: "https://x.y/z"'),
        ("db.t4g.micro", 'a must be in quotes: "db.t4g.micro"'),
        ("'foo bar'", 'a must be in straight double quotes: "foo bar"'),
        ("“foo”", 'a must be in straight double quotes: "foo"'),
        ("`foo`", 'a must be in straight double quotes: "foo"'),
        ('"foo', 'a must end with a " on the same line; write a line break as \\n'),
        ('"foo\\"', 'a must end with a " on the same line; write a line break as \\n'),
        ('"one\ntwo\nthree"\nb = 1', 'a must end with a " on the same line; write a line break as \\n'),
        ("<<EOF\nx = y\nEOF", "a must be a quoted string with \\n for a line break, got a heredoc"),
        ('<<-EOF\n  x = "y\n  EOF\nb = 1', "a must be a quoted string with \\n for a line break, got a heredoc"),
        # words
        ("null", "a must have a value, got null; leave the line out instead"),
        ("None", "a must have a value, got None; leave the line out instead"),
        ("yes", "a must be written true, got yes"),
        ("False", "a must be written false, got False"),
        # numbers
        ("007", 'a must not begin with 0; put an id in quotes: "007"'),
        ("-01", 'a must not begin with 0; put an id in quotes: "-01"'),
        ("1234567890123456", 'a must have at most 15 digits; put an id in quotes: "1234567890123456"'),
        ("0.1234567890123456", 'a must have at most 15 digits; put an id in quotes: "0.1234567890123456"'),
        ("1e999", 'a must have at most 15 digits; put an id in quotes: "1e999"'),
        ("1e-999999999", 'a must have at most 15 digits; put an id in quotes: "1e-999999999"'),
        ("1e99999999999999999999", 'a must have at most 15 digits; put an id in quotes: "1e99999999999999999999"'),
        ("9" * 5000, 'a must have at most 15 digits; put an id in quotes: "' + "9" * 57 + '..."'),
        ("1_000", 'a must be in quotes: "1_000"'),
        (".5", 'a must be in quotes: ".5"'),
        ("0x1F", 'a must be in quotes: "0x1F"'),
        # nothing
        ("", "a has no value; write it behind the = on the same line"),
        ("# 1", "a has no value; write it behind the = on the same line"),
        ("// 1", "a has no value; write it behind the = on the same line"),
        # characters
        (
            r'"c:\dir"',
            'a holds \\d, which is no escape; write \\\\ for a backslash; the escapes are \\n \\t \\r \\" \\\\ \\uXXXX and \\UXXXXXXXX',
        ),
        (
            r'"\u12"',
            'a holds \\u, which is no escape; write \\\\ for a backslash; the escapes are \\n \\t \\r \\" \\\\ \\uXXXX and \\UXXXXXXXX',
        ),
        (
            r'"\U99999999"',
            'a holds \\U99999999, which is no escape; write \\\\ for a backslash; the escapes are \\n \\t \\r \\" \\\\ \\uXXXX and \\UXXXXXXXX',
        ),
        (r'"\u0000"', "a must not hold the control character \\u0000"),
        (r'"\ud800"', "a must not hold the control character \\ud800"),
        ('"\x00"', "the control character U+0000 must not be in the file; remove it"),
        ('"\x1b[0m"', "the control character U+001B must not be in the file; remove it"),
        (
            "1 # \u202e",
            "U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be seen; remove it, or write \\u202e in a string that needs it",
        ),
        ("\u00a01", "U+00A0 (NO-BREAK SPACE) cannot be seen; remove it, or write \\u00a0 in a string that needs it"),
        ("1 # x\ry", "a carriage return stands without a line feed; save the file with one kind of line end"),
        ('"\udcff"', "the byte 0xff is not UTF-8; save the file as UTF-8"),
        # comments
        ("1 /* no end", "this /* comment is not closed; its */ is missing"),
        # lists and maps
        ('["b" "c"]', 'a comma is missing before "c"]'),
        ("[1 2]", "a comma is missing before 2]"),
        ("[{} {}]", "a comma is missing before {}]"),
        ("[1,,2]", "a value is missing before the comma, here in a"),
        ("[null]", "a[0] must have a value, got null; leave the line out instead"),
        ("{ b = 1 c = 2 }", "a comma or a new line is missing before c = 2 }"),
        ("{ b = 1,, c = 2 }", "a comma must stand behind a value on the same line, here in a"),
        ("{ b.c = 1 }", "in a, b.c must be written b = { c = ... }"),
        (
            "{ (b) = 1 }",
            "in a, a line must be <name> = <value> (the name in quotes unless it is letters, digits, _ and -), got (b) = 1",
        ),
        (
            "{ 5 = 1 }",
            "in a, a line must be <name> = <value> (the name in quotes unless it is letters, digits, _ and -), got 5 = 1",
        ),
        (
            '{ "${b}" = 1 }',
            "a name in a must be a plain value, got the expression ${b}; for the characters ${ themselves write $${",
        ),
        ("{ for = 1 }", 'a.for must have its name in quotes: "for"'),
        ("{ true = 1 }", 'a.true must have its name in quotes: "true"'),
        ("{ b }", "a.b must be written b = <value>"),
        ("{ b = }", "a.b has no value; write it behind the = on the same line"),
        ("{ b => 1 }", "a.b must be written b = <value>"),
        ("{ b == 1 }", "a.b must be written b = <value>"),
        ("{ b { c = 1 } }", "a.b must be written b = { ... }; a tfvars file has no blocks"),
        ('{ b = 1, "b" = 2 }', "a.b is already set on line 1; keep one of the two"),
        ('{ "e\u0301" = 1, "\u00e9" = 2 }', 'a."é" is already set on line 1; keep one of the two'),
        ("[{ b = 1, b = 2 }]", "a[0].b is already set on line 1; keep one of the two"),
        ("{ b = 1", "this { is not closed; add its }"),
        ("[1, 2", "this [ is not closed; add its ]"),
        ("{ b = [1 }", "this [ is not closed; add its ]"),
        ("1 }", "this } closes nothing; remove it or add what opens it"),
        ("1,", "remove the comma; at the top level each setting has a line of its own"),
        ("1, b = 2", "remove the comma; at the top level each setting has a line of its own"),
        ("1 b = 2", "a new line is missing before b = 2"),
        ("[" * 10_000 + "]" * 10_000, "a[0] must be nested at most 32 levels deep"),
        ("{b=" * 10_000 + "1" + "}" * 10_000, "a.b must be nested at most 32 levels deep"),
    ],
)
@pytest.mark.requirement("C-04")
def test_a_value_that_is_not_plain_is_one_fault_that_says_what_to_write(value: str, message: str) -> None:
    assert [fault.message for fault in parse(f"a = {value}\n").faults] == [message]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'service "api" {\n  cpu = 1\n}',
            ["1: service must be written service = { ... }; a tfvars file has no blocks"],
        ),
        (
            "service {\n  cpu = one\n}\n",
            [
                "1: service must be written service = { ... }; a tfvars file has no blocks",
                '2: service.cpu must be in quotes: "one"',
            ],
        ),
        ("a : 1", ["1: a must be written with = instead of :"]),
        ('"a" = 1', ["1: a must be written without quotes at the top level"]),
        ("a.b = 1", ["1: at the top level, a.b must be written a = { b = ... }"]),
        ("größe = 1", ["1: at the top level, a line must be <name> = <value>, got größe = 1"]),
        ("- a: 1", ["1: at the top level, a line must be <name> = <value>, got - a: 1"]),
        ("a", ["1: a must be written a = <value>"]),
        ('a "b"', ["1: a must be written a = <value>"]),
        ("true = 1", ['1: true must have its name in quotes: "true"']),
        ("\ufeffa = 1", ["1: the file begins with a byte order mark; save it as UTF-8 without one"]),
        (
            "a = {\n  b = 1\n  , c = 2\n}",
            ["3: a comma must stand behind a value on the same line, here in a"],
        ),
        (
            "a =\n1\n",
            [
                "1: a has no value; write it behind the = on the same line",
                "2: at the top level, a line must be <name> = <value>, got 1",
            ],
        ),
        (
            "a = 1\na = 2\na = 3\n",
            [
                "2: a is already set on line 1; keep one of the two",
                "3: a is already set on line 1; keep one of the two",
            ],
        ),
        (
            "a = foo\na = 2\n",
            ['1: a must be in quotes: "foo"', "2: a is already set on line 1; keep one of the two"],
        ),
        (
            "a = { b = 1 }\na = { b = 2, c = 3, c = 4 }\n",
            ["2: a is already set on line 1; keep one of the two"],
        ),
        (
            'a = "x %{ if y }z%{ endif }"',
            [
                "1: a must be a plain value, got the expression %{ if y }; for the characters %{ themselves write %%{",
                "1: a must be a plain value, got the expression %{ endif }; for the characters %{ themselves write %%{",
            ],
        ),
    ],
)
@pytest.mark.requirement("C-04")
def test_a_line_that_is_no_setting_is_refused(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_all_faults_of_a_text_are_found_at_once() -> None:
    text = """\
region = us-east-1
name   = "macro-ai

services {
  api = {
    cpu_units = 0256
    image     = "${var.image}"
    paths     = ["/a" "/b"]
    cpu_units = 512
  }
}
owner = null
ports = [
  80,
  443

debug = yes
"""
    assert faults(text) == [
        '1: region must be in quotes: "us-east-1"',
        '2: name must end with a " on the same line; write a line break as \\n',
        "4: services must be written services = { ... }; a tfvars file has no blocks",
        '6: services.api.cpu_units must not begin with 0; put an id in quotes: "0256"',
        "7: services.api.image must be a plain value, got the expression ${var.image}; "
        "for the characters ${ themselves write $${",
        '8: a comma is missing before "/b"]',
        "9: services.api.cpu_units is already set on line 6; keep one of the two",
        "12: owner must have a value, got null; leave the line out instead",
        "13: this [ is not closed; add its ]",
        "17: debug must be written true, got yes",
    ]


def test_a_brace_that_is_not_closed_is_named_with_the_place_where_it_shows() -> None:
    text = "a = 1\nservices = {\n  api = {\n    cpu = 1\n}\ndatabase = {\n  size = 2\n}\n"
    assert faults(text) == [
        "2: this { is not closed; add its } (the } on line 5 closes line 3 and does not line up with it)"
    ]


def test_brackets_of_different_kinds_do_not_close_each_other() -> None:
    assert faults("a = [1, 2}\nb = 1\n") == ["1: this [ is not closed; add its ]"]
    assert faults("a = {\n  b = 1\n]\nc = foo\n") == [
        "1: this { is not closed; add its }",
        '4: c must be in quotes: "foo"',
    ]


def test_a_file_of_rubbish_gives_a_bounded_list() -> None:
    found = faults("$%&\n" * 5000)
    assert len(found) == 101
    assert found[0] == "1: at the top level, a line must be <name> = <value>, got $%&"
    assert found[-1] == "5001: the first 100 problems are listed; mend these"


@pytest.mark.parametrize(
    "text",
    [
        "a = f(\n" * 100_000,
        "a = /*/" * 100_000,
        "a = [" + "/*/" * 200_000,
        'a = "${' * 100_000,
        "a = " + "[" * 500_000,
        "{" * 500_000,
        '"' * 500_000,
        "a = " + "(" * 500_000 + "\n" + "b = " + "(" * 400_000,
        "}" * 500_000,
        "a = <<EOF\n" * 50_000,
        "a" * 900_000,
        "a = " + "-" * 900_000,
        "a = {\n" * 30 + "b = 1 " * 100_000,
        "a = 'x" * 100_000,
        "a = <<E\n" + "\n" * 900_000,
    ],
    ids=lambda text: text[:8],
)
def test_no_text_of_the_largest_size_makes_reading_slow(text: str) -> None:
    start = time.process_time()
    assert parse(text).faults
    assert time.process_time() - start < 3


def test_places_lead_to_the_text_of_each_key_and_value() -> None:
    text = '# c\na = 1\nb = {\n  "x y" : [\n    "p", { q = true },\n  ]\n} # e\n'
    places = parse(text).places
    shown: dict[KeyPath, tuple[int, str, str]] = {
        key: (place.line, text[place.key_start : place.start], text[place.start : place.end])
        for key, place in places.items()
    }
    assert shown == {
        ("a",): (2, "a = ", "1"),
        ("b",): (3, "b = ", '{\n  "x y" : [\n    "p", { q = true },\n  ]\n}'),
        ("b", "x y"): (4, '"x y" : ', '[\n    "p", { q = true },\n  ]'),
        ("b", "x y", 0): (5, "", '"p"'),
        ("b", "x y", 1): (5, "", "{ q = true }"),
        ("b", "x y", 1, "q"): (5, "q = ", "true"),
    }
