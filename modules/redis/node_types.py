"""The node types of ElastiCache."""

import difflib
from typing import Annotated

from pydantic import AfterValidator

from modules.base.fields import refused

# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html, current generation
_GENERATION_6_AND_7 = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge")
_GENERATION_5 = ("large", "xlarge", "2xlarge", "4xlarge", "12xlarge", "24xlarge")
_SIZES = {
    "t3": ("micro", "small", "medium"),
    "t4g": ("micro", "small", "medium"),
    "m5": _GENERATION_5,
    "m6g": _GENERATION_6_AND_7,
    "m7g": _GENERATION_6_AND_7,
    "r5": _GENERATION_5,
    "r6g": _GENERATION_6_AND_7,
    "r7g": _GENERATION_6_AND_7,
}

NODE_TYPES = tuple(f"cache.{family}.{size}" for family, sizes in _SIZES.items() for size in sizes)


def _known(value: str) -> str:
    if value not in NODE_TYPES:
        raise refused(f"an ElastiCache node type such as cache.t4g.micro or cache.r6g.large{_hint(value)}", value)
    return value


def _hint(value: str) -> str:
    family = value.removeprefix("cache.").partition(".")[0]
    if family in _SIZES:
        return f" (cache.{family} comes in {', '.join(_SIZES[family])})"
    near = difflib.get_close_matches(value, NODE_TYPES, n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near else ""


NodeType = Annotated[str, AfterValidator(_known)]
