"""Values that look like secrets: they belong into Secrets Manager, never into a file, a plan or the state."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from settings.problem import KeyPath

# What each provider's keys look like, so that a message can say what was found without showing it.
KNOWN_SHAPES = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "an OpenAI or Anthropic key": re.compile(r"\bsk-[A-Za-z0-9_-]{20,}"),
    "a Stripe key": re.compile(r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    "a GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,})"),
    "a Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "a Google API key": re.compile(r"\bAIza[A-Za-z0-9_-]{35}"),
    "a Pinecone key": re.compile(r"\bpcsk_[A-Za-z0-9_]{20,}"),
    "a JSON web token": re.compile(r"(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."),
    # Not the <password> of a description, which says what a person is to set.
    "a password in a URL": re.compile(r"\b[a-z][a-z0-9+.-]{0,30}://[^/\s:@]*:(?!<[a-z ]+>@)[^/\s@]+@"),
    "a Sentry DSN": re.compile(r"\bhttps://[0-9a-f]{32}@"),
}
SIGNS = (
    *(
        "AKIA",
        "ASIA",
        "PRIVATE KEY",
        "sk-",
        "k_live_",
        "k_test_",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
    ),
    *("xox", "AIza", "pcsk_", "eyJ", "://"),
)
"""Each shape has one of these in it. To look for them takes a thirtieth of the time."""
SECRET_NAME = re.compile(
    r"(?:^|_)(?:password|passwd|secret|token|api_?key|private_?key|access_?key|credentials?)$", re.IGNORECASE
)
SECRET_NAME_SIGNS = (
    *("passw", "secret", "token", "apikey", "api_key", "privatekey", "private_key", "accesskey", "access_key"),
    "credential",
)
"""Each such name has one of these in it, in small letters."""
# Names of things that are called after a secret but hold none.
NOT_A_VALUE = re.compile(r"^(?:arn:|/|https?://|[a-z0-9.-]+/)|^(?:true|false|\d{1,6})$", re.IGNORECASE)
SHORTEST_RANDOM = 20
RANDOM_BITS_PER_CHARACTER = 3.5


def secret_values(values: Any, key: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Key and message of every text that looks like a secret. The message never contains the text."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield from secret_values(value, (*key, name))
    elif isinstance(values, list):
        for index, value in enumerate(values):
            yield from secret_values(value, (*key, index))
    elif isinstance(values, str) and (kind := _kind(values, key)):
        yield (
            key,
            f"looks like {kind}; what is in this file ends in the plan and the state. Declare the name in `secrets` "
            "and set the value with `stackwright secrets`",
        )


def _kind(text: str, key: KeyPath) -> str | None:
    for kind, shape in KNOWN_SHAPES.items():
        if shape.search(text):
            return kind
    name = next((part for part in reversed(key) if isinstance(part, str)), "")
    if name == "value" and len(key) > 1:
        name = str(key[-2])
    if SECRET_NAME.search(name) and not NOT_A_VALUE.search(text) and _is_random(text):
        return "a secret"
    return None


def _is_random(text: str) -> bool:
    """Long, without spaces, and with more information in each character than words have."""
    if len(text) < 8 or re.search(r"\s", text):
        return False
    counts = Counter(text)
    bits = -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values())
    classes = sum(bool(re.search(shape, text)) for shape in ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]"))
    return classes >= 3 or (len(text) >= SHORTEST_RANDOM and bits >= RANDOM_BITS_PER_CHARACTER)
