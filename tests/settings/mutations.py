"""Damaged copies of the real tfvars files: one character, token, line or block at a time, or several."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
FILES = {
    path.relative_to(ROOT / "envs").with_suffix("").as_posix(): path.read_text()
    for path in sorted((ROOT / "envs").rglob("*.tfvars"))
}
"""Target id -> the text of its settings."""

ODD = [
    *"{}[]()\"'\\$%#/*=:,.;<>&|!?-+_~^@`",
    *("\n", "\r", "\r\n", "\t", " ", "\x00", "\x07", "\x1b[31m", "\x7f"),
    *(
        "\ufeff",
        "\u00a0",
        "\u200b",
        "\u202e",
        "\u2028",
        "\u0301",
        "é",
        "ß",
        "\U0001d518",
        "😀",
        "٣",
        "Ⅷ",
        "ﬁ",
        "\U000e0041",
    ),
    *("${", "%{", "$${", "<<EOT\n", "/*", "*/", "//", "=>", "...", "null", "true", "0", "9"),
]
"""Characters and marks that mean something to HCL, to a terminal, to Unicode or to a person."""
VALUES = [
    *(
        "null",
        "true",
        "false",
        "True",
        "yes",
        "0",
        "-1",
        "007",
        "1.5",
        "1e3",
        "1e400",
        "-0",
        "0x10",
        "1_000",
        "+1",
        ".5",
        "1.",
    ),
    *("9" * 30, "9" * 400, f"1e{'9' * 20}", "999999999999999", "9999999999999999", "0.1234567890123456"),
    *(
        '""',
        '"x"',
        '"${a.b}"',
        '"%{if x}"',
        '"a\\nb"',
        '"\\u0000"',
        '"\\ud800"',
        "'x'",
        "“x”",
        '"',
        "<<EOT\nx\nEOT",
        "a.b",
        "f(x)",
    ),
    *(
        "[]",
        "{}",
        "[null]",
        "[[[]]]",
        "{ a = 1 }",
        '{ "a b" = 1 }',
        "{ a = 1, a = 2 }",
        "[for x in y : x]",
        "[1, 2,]",
        "[,]",
    ),
    *('"' + "x" * 5000 + '"', "[" + "1, " * 2000 + "1]", "[" * 40 + "]" * 40, "{a=" * 40 + "1" + "}" * 40),
]
"""Values of every type, plain ones and those that Terraform or we refuse."""
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[A-Za-z_][\w-]*|-?\d+(?:\.\d+)?|[{}\[\]=,:]|#[^\n]*|\s+')
BLOCK = re.compile(r"^[a-z_]+ = (?:\{\n.*?\n\}|\[\n.*?\n\]|[^\n]*)\n", re.MULTILINE | re.DOTALL)

Mutation = Callable[[str, Random], str]


@dataclass(frozen=True)
class Mutated:
    """The damaged settings of a target, and what was done to them, for whoever reads a failure."""

    target: str
    text: str
    done: tuple[str, ...]


def _characters(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    end = min(len(text), at + random.choice([0, 0, 1, 1, 2, 30]))
    return text[:at] + random.choice(["", random.choice(ODD), text[at:end] * 2, text[at:end][::-1]]) + text[end:]


def _tokens(text: str, random: Random) -> str:
    tokens = TOKEN.findall(text)
    if len(tokens) < 2:
        return text + random.choice(VALUES)
    one, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    match random.randrange(5):
        case 0:
            del tokens[one]
        case 1:
            tokens.insert(one, tokens[other])
        case 2:
            tokens[one], tokens[other] = tokens[other], tokens[one]
        case 3:
            tokens[one] = tokens[other]
        case _:
            tokens[one] = random.choice(VALUES)
    return "".join(tokens)


def _values(text: str, random: Random) -> str:
    """Another value behind some `=` on its line."""
    places = list(re.finditer(r"(?<==)[ \t]*[^\s{\[#][^\n#]*|(?<==) [\[{](?=\n)", text))
    if not places:
        return text
    place = random.choice(places)
    return f"{text[: place.start()]} {random.choice(VALUES)}{text[place.end() :]}"


def _lines(text: str, random: Random) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case 3:
            lines[one] = random.choice(["#", "//", "/* ", "  ", "\t", "\u3000"]) + lines[one]
        case 4:
            lines[one] += random.choice([",", " ,", " # x", " /* x */", " \\", ";", " }", " {"])
        case _:
            lines[one : one + 2] = ["".join(lines[one : one + 2])]
    return "\n".join(lines)


def _blocks(text: str, random: Random) -> str:
    blocks = [match.group() for match in BLOCK.finditer(text)]
    if len(blocks) < 2:
        return text + text
    one, other = random.sample(blocks, 2)
    indented = "".join(f"  {line}\n" for line in other.splitlines())
    match random.randrange(6):
        case 0:
            return text.replace(one, "\0", 1).replace(other, one, 1).replace("\0", other, 1)
        case 1:
            return text.replace(one, "", 1)
        case 2:
            return text + one
        case 3:
            return text.replace(other, "", 1).replace(one, one.replace("{\n", "{\n" + indented, 1), 1)
        case 4:
            name, _, rest = one.partition(" = ")
            return text.replace(
                one, random.choice([f"{name} {rest}", f"{name}: {rest}", f'"{name}" = {rest}', f"{name} == {rest}"])
            )
        case _:
            name, _, rest = one.partition(" = ")
            depth = random.choice([1, 2, 31, 32, 33, 500])
            return text.replace(one, f"{name} = {'[' * depth}{rest.rstrip()}{']' * depth}\n", 1)


def _names(text: str, random: Random) -> str:
    """One name misspelt, in another case, in quotes, or twice."""
    names = list(re.finditer(r"^[ \t]*([A-Za-z_][\w-]*)(?= *=)", text, re.MULTILINE))
    if not names:
        return text
    name = random.choice(names)
    word = name.group(1)
    other = random.choice(
        [
            word[:-1],
            word + "s",
            word.upper(),
            f'"{word}"',
            word.replace("_", "-"),
            random.choice(names).group(1),
            f"{word}.{word}",
            f"{word}[0]",
        ]
    )
    return text[: name.start(1)] + other + text[name.end(1) :]


def _whole(text: str, random: Random) -> str:
    """The whole file in another encoding of lines, cut off, doubled, or with a mark in front."""
    return random.choice(
        [
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            text.replace("\n", "\r\n", 3),
            "\ufeff" + text,
            text.removesuffix("\n"),
            text[: random.randrange(len(text) + 1)],
            text[random.randrange(len(text) + 1) :],
            text + text,
            text.replace("  ", "\t"),
            text.replace(" ", "\u00a0", random.choice([1, 1000])),
            text.replace('"', "”", random.choice([1, 2, 1000])),
            text.upper(),
            "",
            "\n" * 3,
        ]
    )


KINDS: dict[str, Mutation] = {
    "characters": _characters,
    "tokens": _tokens,
    "values": _values,
    "lines": _lines,
    "blocks": _blocks,
    "names": _names,
    "whole": _whole,
}


def _mutated(target: str, steps: Sequence[tuple[str, int]]) -> Mutated:
    text = FILES[target]
    for kind, seed in steps:
        text = KINDS[kind](text, Random(seed))  # noqa: S311 - the same damage for the same example
    return Mutated(target, text, tuple(f"{kind} {seed}" for kind, seed in steps))


mutated: st.SearchStrategy[Mutated] = st.builds(
    _mutated,
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 2**32)), min_size=1, max_size=3),
)
