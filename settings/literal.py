"""Python values as tfvars text, in the layout `terraform fmt` leaves alone."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from settings.problem import PLAIN_NAME
from settings.scalar import CONTROL, INVISIBLE, MOST_DIGITS, is_exact
from settings.syntax import KEYWORDS

WIDEST_LIST = 100
"""Characters of a list of single values that stays on one line."""
INDENT = "  "
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "${": "$${", "%{": "%%{"}


def literal(value: object, indent: str = "", *, widest_map: int = 0) -> str:
    """The value over as many lines as the layout wants, lines after the first beginning with `indent`.

    A map of at most `widest_map` characters stays on one line.

    Takes str, int, float, bool, sequences and mappings with str keys; raises ValueError for what a tfvars file cannot
    hold: None, numbers of more than 15 digits, control characters.
    """
    if isinstance(value, Mapping) and value:
        short = literal_on_one_line(value)
        if len(short) <= widest_map:
            return short
        return f"{{\n{entries(value, indent + INDENT, widest_map=widest_map)}{indent}}}"
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        short = literal_on_one_line(value)
        if not any(isinstance(element, Mapping | list | tuple) for element in value) and len(short) <= WIDEST_LIST:
            return short
        inner = indent + INDENT
        elements = (literal(element, inner, widest_map=widest_map) for element in value)
        return "[\n" + "".join(f"{inner}{element},\n" for element in elements) + f"{indent}]"
    return literal_on_one_line(value)


def literal_on_one_line(value: object) -> str:
    """The value for a place inside a line; raises ValueError like `literal`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{name_text(name)} = {literal_on_one_line(inner)}" for name, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return f"[{', '.join(literal_on_one_line(element) for element in value)}]"
    raise ValueError(f"a tfvars file cannot hold {value!r}")


def entries(values: Mapping[str, object], indent: str, *, widest_map: int = 0) -> str:
    """One `name = value` a line; the = of neighbouring lines in one column."""
    lines: list[str] = []
    group: list[tuple[str, str]] = []

    def end_group() -> None:
        width = max((len(name) for name, _ in group), default=0)
        lines.extend(f"{indent}{name:<{width}} = {text}\n" for name, text in group)
        group.clear()

    for key, value in values.items():
        name, text = name_text(key), literal(value, indent, widest_map=widest_map)
        if "\n" in text:
            end_group()
            lines.append(f"{indent}{name} = {text}\n")
        else:
            group.append((name, text))
    end_group()
    return "".join(lines)


def name_text(name: object) -> str:
    """The key of a map: bare where HCL reads it as that name, else in quotes."""
    if not isinstance(name, str):
        raise ValueError(f"a tfvars file cannot hold the name {name!r}")
    return name if PLAIN_NAME.fullmatch(name) and name not in KEYWORDS else quoted(name)


def quoted(value: str) -> str:
    """The string in quotes, with escapes where HCL or a reader's eye needs them."""
    if CONTROL.search(value):
        raise ValueError(f"a tfvars file cannot hold the control character in {value!r}")
    text = value
    for plain, escaped in ESCAPES.items():
        text = text.replace(plain, escaped)
    return '"' + INVISIBLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + '"'


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"a tfvars file cannot hold {value!r}")
    exact = Decimal(repr(value))
    if not is_exact(exact):
        raise ValueError(f"a tfvars file cannot hold {value!r}: at most {MOST_DIGITS} digits")
    return str(int(value)) if exact == exact.to_integral_value() else repr(value)
