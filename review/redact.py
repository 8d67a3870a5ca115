"""Values without secrets: what Terraform marks as sensitive, wherever else it stands, and what looks like a secret."""

import base64
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import is_
from typing import Any, Final
from urllib.parse import quote

from review.documents import parsed
from review.masks import Mask, any_mark, below, entries, hides
from review.model import SENSITIVE, UNKNOWN
from settings.secret_values import KNOWN_SHAPES, NOT_A_VALUE, SECRET_NAME, SECRET_NAME_SIGNS, SIGNS

SHORTEST_SECRET: Final = 8
SHORTEST_SHAPE: Final = 16
"""No text that is shorter has one of the known shapes."""
WORD: Final = re.compile(r"[A-Za-z0-9]{4,}")
PLAIN: Final = re.compile(r"[a-z]+(?:[-_. ][a-z]+)*-?\d{0,2}")
"""`postgres`, `us-east-1`: marked as sensitive somewhere or not, it is no secret where it stands in clear."""
SHAPES: Final = re.compile("|".join(shape.pattern for shape in KNOWN_SHAPES.values()))


class Redactor:
    """Takes secrets out of values. `secrets` are the values that are sensitive somewhere in the plan.

    A secret is also taken out where it stands in clear, alone or inside a longer text, as in Terraform's own `output`
    of a `terraform_data`. Short ones and plain words are not, because too much else is spelt like them.
    """

    def __init__(self, secrets: Iterable[Any] = ()) -> None:
        self._by_word = _by_rarest_word(
            spelling
            for secret in {text for value in secrets for text in _texts(value)}
            if len(secret) >= SHORTEST_SECRET and not PLAIN.fullmatch(secret)
            for spelling in _spellings(secret)
        )
        self._cleaned: dict[str, str] = {}

    def clean(self, value: Any, sensitive: Mask = None, unknown: Mask = None) -> Any:
        """The value with SENSITIVE and UNKNOWN in place of what cannot be shown; the same object when all can be."""
        if unknown is True:
            return UNKNOWN
        if sensitive and hides(sensitive, value):
            return SENSITIVE
        if isinstance(value, str):
            return value if len(value) < SHORTEST_SECRET else self.text(value)
        if value is None:
            if not isinstance(unknown, dict | list) or not any_mark(unknown):
                return None
            value = type(unknown)()
        if isinstance(value, dict):
            return self._map(value, sensitive, unknown)
        if isinstance(value, list):
            return self._list(value, sensitive, unknown)
        return value

    def text(self, text: str) -> str:
        """The text without secrets."""
        if len(text) < SHORTEST_SECRET:
            return text
        cleaned = self._cleaned.get(text)
        if cleaned is None:
            cleaned = self._cleaned[text] = self._text(text)
        return cleaned

    def _map(self, values: dict[str, Any], sensitive: Mask, unknown: Mask) -> dict[str, Any]:
        marks, unknowns = entries(sensitive), entries(unknown)
        hidden = hidden_keys(values)
        cleaned: dict[str, Any] = {}
        same = True
        for key, value in values.items():
            new = self.clean(value, key in hidden or marks.get(key), unknowns.get(key))
            name = self.text(key) if self._by_word else key
            cleaned[name] = new
            same = same and new is value and name is key
        for key, mark in unknowns.items():
            if key not in values and any_mark(mark):
                cleaned[key] = self.clean(None, marks.get(key), mark)
                same = False
        return values if same else cleaned

    def _list(self, values: list[Any], sensitive: Mask, unknown: Mask) -> list[Any]:
        if not sensitive and not unknown:
            cleaned = [self.clean(value) for value in values]
            return values if all(map(is_, cleaned, values)) else cleaned
        more = len(unknown) - len(values) if isinstance(unknown, list) else 0
        cleaned = [
            self.clean(value, below(sensitive, index), below(unknown, index))
            for index, value in enumerate([*values, *[None] * more] if more > 0 else values)
        ]
        same = more <= 0 and all(map(is_, cleaned, values))
        return values if same else cleaned

    def _text(self, text: str) -> str:
        document = parsed(text) if _may_name_a_secret(text) else None
        if document is not None:
            cleaned = self.clean(document)
            if cleaned is not document:
                text = json.dumps(cleaned)
        if len(text) >= SHORTEST_SHAPE and any(sign in text for sign in SIGNS):
            text = SHAPES.sub(SENSITIVE, text)
        words = self._by_word.keys() & WORD.findall(text) if self._by_word else ()
        found = {secret for word in words for secret in self._by_word[word]}
        for secret in sorted(found, key=lambda one: (-len(one), one)):
            text = text.replace(secret, SENSITIVE)
        return text


def hidden_keys(values: Mapping[str, Any]) -> set[str]:
    """The keys of a map whose texts are secrets by their names: `password`, or the `value` of
    `{"name": "DB_PASSWORD", "value": "..."}`."""
    hidden = {key for key in _named_like_secrets(tuple(values)) if _may_be_secret(values[key])}
    name = values.get("name")
    if isinstance(name, str) and _named_like_a_secret(name) and _may_be_secret(values.get("value")):
        hidden.add("value")
    return hidden


def _by_rarest_word(secrets: Iterable[str]) -> dict[str, list[str]]:
    """Word -> the secrets that cannot be in a text without it. Secrets that are alike do not share theirs."""
    words = {secret: WORD.findall(secret) for secret in secrets}
    counts = Counter(word for found in words.values() for word in set(found))
    by_word: dict[str, list[str]] = {}
    for secret, found in words.items():
        if found:
            by_word.setdefault(min(found, key=lambda word: (counts[word], -len(word))), []).append(secret)
    return by_word


def _may_name_a_secret(text: str) -> bool:
    """Whether anything in a document can have the name of a secret, which is seen much sooner than it is read."""
    lower = text.lower()
    return any(word in lower for word in SECRET_NAME_SIGNS)


def _texts(value: Any) -> Iterator[str]:
    """The texts in a sensitive value, and in JSON inside it those that are secrets by their names."""
    if isinstance(value, str):
        yield value
        yield from _named_secrets(parsed(value))
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _named_secrets(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        for key in hidden_keys(document):
            yield document[key]
    if isinstance(document, dict | list):
        for one in document.values() if isinstance(document, dict) else document:
            yield from _named_secrets(one)


def _spellings(secret: str) -> set[str]:
    """How a secret is written in other texts: as it is, inside JSON by Python and by Terraform, in a URL, in base64."""
    in_json = json.dumps(secret, ensure_ascii=False)[1:-1]
    by_terraform = in_json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    in_bytes = secret.encode(errors="surrogatepass")
    return {secret, in_json, by_terraform, quote(in_bytes, safe=""), base64.b64encode(in_bytes).decode()}


@lru_cache(maxsize=10_000)
def _named_like_secrets(names: tuple[str, ...]) -> tuple[str, ...]:
    """Kept, as all resources of a type have the same names."""
    return tuple(filter(_named_like_a_secret, names))


@lru_cache(maxsize=10_000)
def _named_like_a_secret(name: str) -> bool:
    return bool(SECRET_NAME.search(name))


def _may_be_secret(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and not NOT_A_VALUE.search(value)
