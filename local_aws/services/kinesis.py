"""Kinesis Data Streams: tags given at creation."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend


@amend("kinesis", "CreateStream")
def keep_tags(context: Context, result: dict[str, Any]) -> None:
    """moto drops them."""
    del result
    if context.params.get("Tags"):
        backend = context.backend("kinesis")
        backend.add_tags_to_stream(None, context.params["StreamName"], context.params["Tags"])
