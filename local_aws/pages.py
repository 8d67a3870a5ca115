"""The server's own pages, seen from outside: is it ready, what does it hold, what was it asked for in vain."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterable
from typing import Any, Final

TIMEOUT_SECONDS: Final = 10.0


def health(endpoint: str) -> dict[str, Any]:
    """`{"ready": true, "runtime_folder": ..., "pid": ...}`. Like all of these raises OSError, ValueError."""
    return _request(f"{endpoint}/_local/health")


def unsupported(endpoint: str) -> list[dict[str, Any]]:
    """`{"service": ..., "operation": ..., "count": ...}` of each operation that neither moto nor we have."""
    return _request(f"{endpoint}/_local/unsupported")


def ledger(endpoint: str, account_id: str) -> dict[str, list[str]]:
    """`{"us-east-1 ec2.vpcs": ["vpc-1", ...]}`: all that the account holds beyond what a new account has."""
    return _request(f"{endpoint}/_local/ledger?account={account_id}")


def reset(endpoint: str) -> None:
    """Empty the server: as if it had just been started."""
    _request(f"{endpoint}/_local/reset", b"")


def add_hosted_zones(endpoint: str, hosted_zones: Iterable[str]) -> None:
    """Make the zones it lacks, written as NAME=ZONE_ID@ACCOUNT."""
    _request(f"{endpoint}/_local/hosted-zones", json.dumps(list(hosted_zones)).encode())


def _request(url: str, body: bytes | None = None) -> Any:
    """The JSON answer, never through a proxy; a POST when there is a body."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, data=body), timeout=TIMEOUT_SECONDS) as response:  # noqa: S310, our own http URL
        return json.load(response)
