"""Strings, numbers, true and false of a tfvars text; and for everything else the sentence that says what was meant."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from settings.cursor import ESCAPED_TEMPLATE_STARTS, TEMPLATE_STARTS, Cursor, short

MOST_DIGITS = 15
"""Significant digits of a number that a float keeps unchanged, and the largest power of ten on either side."""

WORD = re.compile(r"(?:[^\s,{}\[\]()\"#/]|/(?![/*]))+")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
STRING_RUN = re.compile(r'[^"\\$%\n]+')
UNICODE_ESCAPE = re.compile(r"u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})")
HEREDOC = re.compile(r"<<-?(\w[^\s]*)[ \t]*\r?\n(?:[^\n]*\n)*?[ \t]*\1[ \t\r]*(?=\n|$)")
REFERENCE = re.compile(r"(?:var|local|data|module|each|count|self|path|terraform|[a-z0-9]+_[a-z0-9_]+)\.[A-Za-z_].*")
UNQUOTED = re.compile(r"[^\s,{}\[\]()\"'#=<>!?&|*%$`\\]+")
OTHER_QUOTES = re.compile(r"['`\u2018\u2019\u201c\u201d]([^'\"`\\]*)['`\u2018\u2019\u201c\u201d]")
LOOKS_LIKE_NEXT_LINE = re.compile(r'[ \t\r]*(?:\n|$|#|//|/\*|[}\]"]|"?[\w.-]+"?[ \t]*[=:{])')

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""No value and no file holds these; surrogates stand for bytes that are not UTF-8."""
LONE_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")
INVISIBLE = re.compile(
    r"[\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]"
)
"""A value may hold these when they are escaped: raw, a reader sees another text than the one that counts."""

BOOLEANS = {"true": True, "false": False}
OTHER_BOOLEANS = dict.fromkeys(("True", "TRUE", "yes", "on"), "true") | dict.fromkeys(
    ("False", "FALSE", "no", "off"), "false"
)
NULLS = {"null", "Null", "NULL", "None", "none", "nil"}
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def read_string(cursor: Cursor, name: str) -> str:
    """The text of the quoted string at the position; `name` is how messages call it."""
    start = cursor.at
    parts: list[str] = []
    faults_before = len(cursor.faults)
    cursor.at += 1
    while True:
        run = STRING_RUN.match(cursor.text, cursor.at)
        if run:
            parts.append(run.group())
            cursor.at = run.end()
        following = cursor.peek()
        if following == '"':
            cursor.at += 1
            break
        if following in ("", "\n"):
            cursor.broken_lines.add(cursor.line(start))
            _skip_rest_of_broken_string(cursor)
            raise cursor.refused(start, f'{name} must end with a " on the same line; write a line break as \\n')
        if following == "\\":
            parts.append(_escape(cursor, name))
        elif cursor.text.startswith(ESCAPED_TEMPLATE_STARTS, cursor.at):
            parts.append(following + "{")
            cursor.at += 3
        elif cursor.text.startswith(TEMPLATE_STARTS, cursor.at):
            found = short(cursor.skip_template())
            characters = f"for the characters {following}{{ themselves write {following}{following}{{"
            cursor.fault(start, f"{name} must be a plain value, got the expression {found}; {characters}")
        else:
            parts.append(following)
            cursor.at += 1
    # Terraform compares and keeps strings in this form.
    return "" if len(cursor.faults) > faults_before else unicodedata.normalize("NFC", "".join(parts))


def read_bare(cursor: Cursor, name: str) -> int | float | bool:
    """The number, true or false at the position; anything else is refused."""
    start = cursor.at
    number = NUMBER.match(cursor.text, start)
    word = WORD.match(cursor.text, start)
    if number and word and number.end() == word.end():
        cursor.at = number.end()
        return _number(cursor, start, name, number.group())
    if word and word.group() in BOOLEANS:
        cursor.at = word.end()
        return BOOLEANS[word.group()]
    if cursor.text.startswith("<<", start):
        heredoc = HEREDOC.match(cursor.text, start)
        cursor.at = heredoc.end() if heredoc else cursor.line_end(start)
        raise cursor.refused(start, f"{name} must be a quoted string with \\n for a line break, got a heredoc")
    found = cursor.skip_expression()
    raise cursor.refused(start, f"{name} {what_was_meant(found)}")


def what_was_meant(found: str) -> str:
    """The end of the sentence about an expression that stands where a plain value belongs."""
    quoted = OTHER_QUOTES.fullmatch(found)
    if found in OTHER_BOOLEANS:
        return f"must be written {OTHER_BOOLEANS[found]}, got {found}"
    if found in NULLS:
        return f"must have a value, got {found}; leave the line out instead"
    if quoted:
        return f'must be in straight double quotes: "{short(quoted.group(1))}"'
    if UNQUOTED.fullmatch(found) and not REFERENCE.fullmatch(found):
        return f'must be in quotes: "{short(found)}"'
    return f"must be a plain value, got the expression {short(found)}"


def is_exact(number: Decimal) -> bool:
    """Whether a float holds all digits of a finite number."""
    return not number or (len(number.normalize().as_tuple().digits) <= MOST_DIGITS > abs(number.adjusted()))


def without_odd_characters(cursor: Cursor) -> str:
    """The text with what no editor shows replaced by spaces; each such character is a fault, in comments too."""
    if cursor.text.startswith("\ufeff"):
        cursor.fault(0, "the file begins with a byte order mark; save it as UTF-8 without one")
    for match in CONTROL.finditer(cursor.text):
        code = ord(match.group())
        if 0xDC80 <= code <= 0xDCFF:
            message = f"the byte 0x{code - 0xDC00:02x} is not UTF-8; save the file as UTF-8"
        else:
            message = f"the control character U+{code:04X} must not be in the file; remove it"
        cursor.fault(match.start(), message)
    for match in LONE_CARRIAGE_RETURN.finditer(cursor.text):
        cursor.fault(
            match.start(), "a carriage return stands without a line feed; save the file with one kind of line end"
        )
    for match in INVISIBLE.finditer(cursor.text, 1 if cursor.text.startswith("\ufeff") else 0):
        code = ord(match.group())
        name = f"U+{code:04X} ({unicodedata.name(match.group(), 'no name')})"
        cursor.fault(
            match.start(), f"{name} cannot be seen; remove it, or write \\u{code:04x} in a string that needs it"
        )
    return INVISIBLE.sub(" ", CONTROL.sub(" ", LONE_CARRIAGE_RETURN.sub(" ", cursor.text)))


def _escape(cursor: Cursor, name: str) -> str:
    """The character a backslash stands for; a wrong escape is a fault and stands for nothing."""
    start = cursor.at
    letter = cursor.text[start + 1 : start + 2]
    if letter in ESCAPES:
        cursor.at += 2
        return ESCAPES[letter]
    match = UNICODE_ESCAPE.match(cursor.text, start + 1)
    code = int(match.group(1) or match.group(2), 16) if match else 0
    character = chr(code) if match and code <= 0x10FFFF else ""
    cursor.at = match.end() if match else start + (1 if letter in ("", "\n") else 2)
    if not character:
        accepted = 'write \\\\ for a backslash; the escapes are \\n \\t \\r \\" \\\\ \\uXXXX and \\UXXXXXXXX'
        cursor.fault(start, f"{name} holds {cursor.text[start : cursor.at]}, which is no escape; {accepted}")
    elif CONTROL.fullmatch(character):
        cursor.fault(start, f"{name} must not hold the control character {cursor.text[start : cursor.at]}")
    return character


def _skip_rest_of_broken_string(cursor: Cursor) -> None:
    """From a line's end over the lines that can only be more of a string whose quote is missing."""
    while cursor.peek() and not LOOKS_LIKE_NEXT_LINE.match(cursor.text, cursor.at + 1):
        cursor.at = cursor.line_end(cursor.at + 1)


def _number(cursor: Cursor, start: int, name: str, written: str) -> int | float:
    """A whole number as int however it is written (5.0 and 1e3 too), as Terraform has one kind of number."""
    digits = written.lstrip("-")
    if digits[0] == "0" and digits[1:2].isdigit():
        raise cursor.refused(start, f'{name} must not begin with 0; put an id in quotes: "{short(written)}"')
    exact = _decimal(written) if len(written) <= 2 * MOST_DIGITS else None
    if exact is None or not is_exact(exact):
        raise cursor.refused(
            start, f'{name} must have at most {MOST_DIGITS} digits; put an id in quotes: "{short(written)}"'
        )
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _decimal(written: str) -> Decimal | None:
    """The number; None where its power of ten has so many digits itself that Python refuses it."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return None
