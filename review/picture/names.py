"""What a box is called: the name that AWS shows, without what all names of the plan begin with."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import Final

from review.model import Resource
from review.picture.values import text

_NAMING: Final = (
    "name",
    "identifier",
    "cluster_identifier",
    "replication_group_id",
    "cluster_id",
    "bucket",
    "function_name",
    "domain_name",
    "domain",
    "family",
    "alarm_name",
    "dashboard_name",
)
_SEPARATORS: Final = "-_/."
_WORDS: Final = re.compile(r"[-_/.\s]+")
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_ACCOUNT: Final = re.compile(r"-\d{12}$")
_SHARED_BY_SHARE: Final = 0.35
_SHARED_BY_AT_LEAST: Final = 4


def name(resource: Resource) -> str:
    """The name in AWS, or the one in the configuration where AWS has none or it is not known yet."""
    tagged = text(resource, "tags", "Name")
    found = next((value for argument in _NAMING if (value := text(resource, argument))), "")
    return found or tagged or _configured(resource)


def shared_prefix(names: Iterable[str]) -> str:
    """What a third of the names and more begin with, up to a separator and with it: `macro-ai-prod-`."""
    listed = [one for one in names if not _DOMAIN.fullmatch(one)]
    counts: Counter[str] = Counter()
    for one in listed:
        counts.update(one[: place + 1] for place, char in enumerate(one[:-1]) if char in _SEPARATORS)
    enough = max(_SHARED_BY_AT_LEAST, len(listed) * _SHARED_BY_SHARE)
    return max((prefix for prefix, count in counts.items() if count >= enough), key=len, default="")


def short(full: str, prefix: str) -> str:
    """The name without the prefix, wherever and with whatever separators it has it: `/ecs/shop/prod/api` is `/ecs/api`.

    Whole where nothing would be left. The account's number at the end of a bucket's name goes too.
    """
    bare = _ACCOUNT.sub("", full)
    return (_pattern(prefix).sub("", bare, count=1) or bare) if prefix else bare


@cache
def _pattern(prefix: str) -> re.Pattern[str]:
    words = (re.escape(word) for word in _WORDS.split(prefix) if word)
    return re.compile(rf"(?:^[-_/.]|\b){'[-_/.]'.join(words)}[-_/]")


def titled(short_name: str, noun: str, prefix: str) -> tuple[str, str]:
    """Title and subtitle: the name and what it is; the other way round where the name is that of the environment."""
    kind = noun[:1].upper() + noun[1:]
    return (kind, short_name) if prefix and short_name == prefix[:-1] else (short_name, kind)


def summary(names: Iterable[str]) -> str:
    """Many names in few words: by what they begin with, `api 6, cache 10`, or all where they have nothing in common."""
    by_word: dict[str, list[list[str]]] = defaultdict(list)
    for one in sorted(names):
        words = [word for word in _WORDS.split(one) if word] or [one]
        by_word[words[0]].append(words)
    return ", ".join(_common(alike) for alike in by_word.values())


def _common(alike: list[list[str]]) -> str:
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*alike, strict=False))]
    text = "-".join(shared)
    return f"{text} {len(alike)}" if len(alike) > 1 else text


def _configured(resource: Resource) -> str:
    if resource.name in ("this", "main", "default"):
        module = resource.module.rpartition(".")[2]
        named = module or resource.name
    else:
        named = resource.name
    return named if resource.index is None else f"{named}[{resource.index}]"
