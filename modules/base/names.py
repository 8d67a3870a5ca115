"""Names that fit where AWS allows fewer characters than ours may have."""

import hashlib

ROLE_NAME_LIMIT = 64
"""Characters of the name of an IAM role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
HASH_CHARACTERS = 6
"""Hexadecimal: of a thousand shortened names that begin alike, two meet with a chance of 3 in 100."""


def shortened(name: str, limit: int) -> str:
    """The name if it has at most `limit` characters; else its beginning, cut at a dash, and a hash of the whole.

    The same name gives the same result every time, so a plan does not change. Limits that matter: 32 for a load
    balancer or target group, 40 for a replication group, 63 for a database or bucket, 64 for a role. Raises ValueError
    for a limit that leaves no room for a beginning.
    """
    if limit < HASH_CHARACTERS + 2:
        raise ValueError(f"limit must be at least {HASH_CHARACTERS + 2}, got {limit}")
    if len(name) <= limit:
        return name
    beginning = name[: limit - HASH_CHARACTERS - 1]
    if name[len(beginning)] != "-" and "-" in beginning:
        beginning = beginning[: beginning.rindex("-")]
    digest = hashlib.sha256(name.encode()).hexdigest()[:HASH_CHARACTERS]
    return f"{beginning.rstrip('-')}-{digest}"
