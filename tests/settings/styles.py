"""tfvars texts in many styles for values that are known: the oracle of the property tests."""

from random import Random

from hypothesis import strategies as st

from settings.syntax import KEYWORDS, Value

LETTERS = "abcXYZ09_- .,:=#/*{}[]()\"\\$%é😀\n\t\u00a0\u202e'`<>!?"

bare_names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,8}", fullmatch=True).filter(lambda name: name not in KEYWORDS)
strings = st.text(alphabet=LETTERS, max_size=12)
numbers = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-1000, 1000, places=3).map(
    lambda number: int(number) if number == int(number) else float(number)
)
scalars = strings | numbers | st.booleans()
values: st.SearchStrategy[Value] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(bare_names | strings, inner, max_size=4),
    max_leaves=8,
)
documents: st.SearchStrategy[dict[str, Value]] = st.dictionaries(bare_names, values, max_size=6)
styles = st.integers(0, 2**32).map(Random)


def text_of(document: dict[str, Value], style: Random) -> str:
    """A text that means the document, written like by several people who do not talk to each other."""
    end = style.choice(["\n", "\n", "\r\n"])
    text = ""
    for name, value in document.items():
        text += _between(style, end) + _space(style) + name + _space(style) + "=" + _space(style)
        text += _value(value, style, end) + _space(style) + _line_comment(style) + end
    text += _between(style, end)
    return text.removesuffix(end) if style.random() < 0.3 else text


def _value(value: Value, style: Random, end: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return style.choice([str(value), f"{value}.0" if abs(value) < 10**13 else str(value)])
    if isinstance(value, float):
        return style.choice([str(value), f"{value}0", f"{value}e0"])
    if isinstance(value, str):
        return _string(value, style)
    if isinstance(value, list):
        return _list(value, style, end)
    return _map(value, style, end)


def _list(elements: list[Value], style: Random, end: str) -> str:
    text = "["
    for index, element in enumerate(elements):
        text += _gap(style, end) + _value(element, style, end) + _gap(style, end)
        if index + 1 < len(elements) or style.random() < 0.3:
            text += ","
    return text + _gap(style, end) + "]"


def _map(entries: dict[str, Value], style: Random, end: str) -> str:
    one_line = style.random() < 0.4
    text = "{"
    for index, (name, value) in enumerate(entries.items()):
        text += _space(style) if one_line else _gap(style, end)
        bare = name.isidentifier() and name.isascii() and name not in KEYWORDS and style.random() < 0.7
        text += (name if bare else _string(name, style)) + _space(style) + style.choice("==:") + _space(style)
        text += _value(value, style, end) + _space(style)
        last = index + 1 == len(entries)
        if one_line or (style.random() < 0.3):
            text += "," if not last or style.random() < 0.3 else ""
        elif not last:
            text += _line_comment(style) + end
    return text + (_space(style) if one_line else _gap(style, end)) + "}"


def _string(value: str, style: Random) -> str:
    text = ""
    for index, character in enumerate(value):
        if character in "$%" and value[index + 1 : index + 2] == "{":
            text += character * 2
        elif character in '"\\':
            text += "\\" + character
        elif character == "\n":
            text += style.choice(["\\n", "\\u000a"])
        elif character == "\t":
            text += style.choice(["\\t", "\t"])
        elif character in "\u00a0\u202e":
            text += f"\\u{ord(character):04x}"
        elif style.random() < 0.05 and character not in "${%":
            text += style.choice(
                [f"\\U{ord(character):08X}", f"\\u{ord(character):04X}" if ord(character) < 0x10000 else character]
            )
        else:
            text += character
    return f'"{text}"'


def _space(style: Random) -> str:
    return style.choice(["", "", " ", " ", "  ", "\t", " /* a = } */ ", "/* 1\n2 */"])


def _line_comment(style: Random) -> str:
    return style.choice(["", "", "", "# it's \"", "// b = [ {"])


def _gap(style: Random, end: str) -> str:
    return "".join(_space(style) + _line_comment(style) + end for _ in range(style.choice([0, 0, 1, 1, 2]))) + _space(
        style
    )


def _between(style: Random, end: str) -> str:
    return "".join(style.choice(["", "  ", "# c = 1", "/* d */"]) + end for _ in range(style.choice([0, 0, 0, 1, 2])))
