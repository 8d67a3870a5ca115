"""CBOR in front of moto, which speaks only the older protocols of the services that newer SDKs call in CBOR.

A request in Smithy's RPC v2 CBOR protocol becomes the same request in AWS JSON; the JSON answer becomes CBOR again.
"""

from __future__ import annotations

import io
import json
import re
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.parsers import RpcV2CBORParser

from local_aws.protocol import Environ, Response

_PATH = re.compile(r"/service/([^/]+)/operation/([^/]+)")
_TIMESTAMP_TAG = b"\xc1"


def to_json(environ: Environ, body: bytes) -> tuple[Environ, bytes, bool]:
    """(environ, body, whether it was CBOR): a CBOR request as AWS JSON, any other as it is."""
    match = _PATH.fullmatch(environ.get("PATH_INFO", ""))
    if match is None or environ.get("HTTP_SMITHY_PROTOCOL") != "rpc-v2-cbor":
        return environ, body, False
    value = RpcV2CBORParser().parse_data_item(io.BufferedReader(io.BytesIO(body))) if body else {}
    text = json.dumps(value, default=_plain).encode()
    changed = {
        **environ,
        "PATH_INFO": "/",
        "RAW_URI": "/",
        "REQUEST_URI": "/",
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "CONTENT_LENGTH": str(len(text)),
        "HTTP_X_AMZ_TARGET": f"{match[1]}.{match[2]}",
    }
    changed.pop("HTTP_SMITHY_PROTOCOL")
    return changed, text, True


def from_json(response: Response, operation: OperationModel) -> Response:
    """The AWS JSON response as CBOR."""
    value = json.loads(response.body or b"{}")
    shape = operation.output_shape if response.status < 300 else None
    body = encode(value, shape)
    headers = [
        (name, text)
        for name, text in response.headers
        if name.lower() not in ("content-type", "content-length", "smithy-protocol")
    ]
    headers += [
        ("Content-Type", "application/cbor"),
        ("smithy-protocol", "rpc-v2-cbor"),
        ("Content-Length", str(len(body))),
    ]
    return Response(response.status, headers, body)


def encode(value: Any, shape: Shape | None = None) -> bytes:
    """`value` in CBOR; `shape` tells which numbers are timestamps and which are floating point."""
    if shape is not None and shape.type_name == "timestamp" and value is not None:
        return _TIMESTAMP_TAG + struct.pack(">Bd", 0xFB, float(value))
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, float) or (shape is not None and shape.type_name in ("double", "float")):
        return struct.pack(">Bd", 0xFB, float(value))
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, Mapping):
        pairs = (encode(name) + encode(item, _member(shape, name)) for name, item in value.items())
        return _head(5, len(value)) + b"".join(pairs)
    items = [encode(item, shape.member if isinstance(shape, ListShape) else None) for item in value]
    return _head(4, len(items)) + b"".join(items)


def _head(kind: int, size: int) -> bytes:
    """CBOR's initial byte of a major type, with its argument."""
    for code, limit, form in ((24, 1 << 8, ">BB"), (25, 1 << 16, ">BH"), (26, 1 << 32, ">BI"), (27, 1 << 64, ">BQ")):
        if size < 24:
            return struct.pack(">B", kind << 5 | size)
        if size < limit:
            return struct.pack(form, kind << 5 | code, size)
    raise ValueError(f"{size} is too large for CBOR")


def _member(shape: Shape | None, name: str) -> Shape | None:
    if isinstance(shape, StructureShape):
        return shape.members.get(name)
    return shape.value if isinstance(shape, MapShape) else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    raise TypeError(f"{type(value).__name__} has no JSON form")
