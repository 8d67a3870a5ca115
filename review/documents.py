"""JSON that lies in a text argument: policies, container definitions, dashboards."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, TypeGuard

POLICY_LISTS: Final = ("Action", "NotAction", "Resource", "NotResource")
PRINCIPALS: Final = ("Principal", "NotPrincipal")


def parsed(text: Any) -> dict[str, Any] | list[Any] | None:
    """The map or list that a text spells in JSON, or nothing."""
    if not isinstance(text, str) or text.lstrip()[:1] not in ("{", "["):
        return None
    return _parsed(text)


@lru_cache(maxsize=10_000)
def _parsed(text: str) -> dict[str, Any] | list[Any] | None:
    """Kept, as each text is looked at several times: nobody may change what it gives."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None


def is_policy(document: Any) -> TypeGuard[dict[str, Any]]:
    """Whether this is an IAM policy or a trust policy."""
    return isinstance(document, dict) and isinstance(document.get("Statement"), dict | list)


def normal_policy(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The same policy with a list wherever AWS takes one value or many, so that two spellings compare as equal.

    Lists are sorted and hold texts; an account's number is its root's ARN. Actions keep their letters.
    """
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    normal = [_normal_statement(one) if isinstance(one, Mapping) else one for one in statements]
    return {**policy, "Statement": normal}


def _normal_statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    normal = dict(statement)
    for name in POLICY_LISTS:
        if name in normal:
            normal[name] = texts(normal[name])
    for name in PRINCIPALS:
        if name in normal:
            normal[name] = _normal_principal(normal[name])
    conditions = normal.get("Condition")
    if isinstance(conditions, Mapping):
        normal["Condition"] = {
            operator: {key: texts(value) for key, value in tests.items()} if isinstance(tests, Mapping) else tests
            for operator, tests in conditions.items()
        }
    return normal


def _normal_principal(principal: Any) -> Any:
    if not isinstance(principal, Mapping):
        return {"AWS": texts(principal)}
    return {
        kind: sorted({_root_arn(one) if kind == "AWS" else one for one in texts(found)})
        for kind, found in principal.items()
    }


def _root_arn(principal: str) -> str:
    return f"arn:aws:iam::{principal}:root" if len(principal) == 12 and principal.isdigit() else principal


def texts(value: Any) -> list[str]:
    """One value or many as a sorted list of texts without repetitions."""
    return sorted({_text(one) for one in (value if isinstance(value, list) else [value])})


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, sort_keys=True)
