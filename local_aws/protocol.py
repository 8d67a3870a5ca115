"""AWS's wire protocols, through botocore's service models and moto's parsers and serializers.

`read` turns an HTTP request into service, operation and parameters; `Request.answer` turns a result or an error into
the bytes that the service's client expects; `Request.result` reads back what moto answered.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote

import botocore.parsers
from botocore.awsrequest import HeadersDict
from botocore.model import OperationNotFoundError
from botocore.session import get_session
from moto.core.model import OperationModel, ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request as MotoRequest
from moto.core.request import determine_request_protocol
from moto.core.responses import ActionContext, ActionResult
from moto.core.routing import NotFound, get_service_router
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model

from local_aws.registry import AwsError

Environ = dict[str, Any]

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/aws4_request")

# Signing names that are not botocore's name of the service.
_SERVICE_BY_SIGNING_NAME = {
    "monitoring": "cloudwatch",
    "elasticloadbalancing": "elbv2",
    "email": "ses",
    "eventbridge": "events",
    "access-analyzer": "accessanalyzer",
}


class NotModelledError(Exception):
    """botocore has no operation for this request."""


@dataclass(frozen=True)
class Response:
    """An HTTP response, complete."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Request:
    """A signed request of a service that botocore knows. `params` is filled when a handler needs it."""

    environ: Environ
    body: bytes
    access_key_id: str
    region: str
    service: str
    operation: str
    uri_params: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> ServiceModel:
        return get_service_model(self.service)

    @property
    def operation_model(self) -> OperationModel:
        """The operation's model; an empty one where botocore does not know the operation (errors only)."""
        try:
            return self.model.operation_model(self.operation)
        except OperationNotFoundError:
            return OperationModel({}, self.model)

    @property
    def protocol(self) -> str:
        return determine_request_protocol(self.model, self.environ.get("CONTENT_TYPE", ""))

    def parameters(self) -> dict[str, Any]:
        """The request's parameters in the names of the model."""
        request = MotoRequest(fresh(self.environ, self.body))
        parser = PROTOCOL_PARSERS[self.protocol](self.operation_model, map_type=dict)
        parsed = parser.parse(
            {
                "method": request.method,
                "values": request.values,
                "headers": request.headers,
                "body": self.body,
                "url_path": request.path,
                "url_params": self.uri_params,
            }
        )
        return dict(parsed)

    def answer(self, result: Mapping[str, Any] | AwsError | None) -> Response:
        """The response for a result, or for an error (400 unless the model says otherwise)."""
        serializer = get_serializer_class(self.model.service_name, self.protocol)
        context = ActionContext(self.model, self.operation_model, serializer, self)  # ty: ignore[invalid-argument-type]
        status, headers, body = ActionResult(result).execute_result(context)
        data = body.encode() if isinstance(body, str) else body
        kept = [(name, str(value)) for name, value in headers.items() if name.lower() != "content-length"]
        return Response(int(status), [*kept, ("Content-Length", str(len(data)))], data)

    def result(self, response: Response) -> dict[str, Any]:
        """What a successful response of moto says, in the names of the model."""
        parser = botocore.parsers.create_parser(self.protocol)
        parsed = parser.parse(
            {
                "status_code": response.status,
                "headers": HeadersDict(response.headers),
                "body": response.body,
            },
            self.operation_model.output_shape,
        )
        parsed.pop("ResponseMetadata", None)
        return parsed


@cache
def known_services() -> frozenset[str]:
    """botocore's service names."""
    return frozenset(get_session().get_available_services())


def fresh(environ: Environ, body: bytes) -> Environ:
    """The environment with its body unread."""
    return {**environ, "wsgi.input": io.BytesIO(body)}


def credential(environ: Environ) -> tuple[str, str, str] | None:
    """(access key id, region, signing name) of a signed or presigned request; None when it is not signed."""
    header = environ.get("HTTP_AUTHORIZATION", "")
    if "Credential=" not in header:
        query = parse_qs(environ.get("QUERY_STRING", ""))
        header = f"Credential={unquote(query['X-Amz-Credential'][0])}" if "X-Amz-Credential" in query else ""
    match = _CREDENTIAL.search(header)
    return (match[1], match[2], match[3].lower()) if match else None


def read(environ: Environ, body: bytes) -> Request | None:
    """The request, or None when it is not signed, or signed for a service that botocore does not know.

    Raises NotModelledError when the service is known and the operation is not.
    """
    signed = credential(environ)
    if signed is None:
        return None
    access_key_id, region, signing_name = signed
    service = _service(signing_name, environ, body)
    if service not in known_services():
        return None
    request = Request(environ, body, access_key_id, region, service, operation="")
    request.operation = _operation(request)
    return request


def _service(signing_name: str, environ: Environ, body: bytes) -> str:
    """botocore's service name; some services share a signing name and differ in path or API version."""
    path = environ.get("PATH_INFO", "")
    if signing_name == "elasticloadbalancing" and b"Version=2012-06-01" in body:
        return "elb"
    if signing_name == "apigateway" and path.startswith("/v2/"):
        return "apigatewayv2"
    if signing_name == "s3" and path.startswith("/v20180820/"):
        return "s3control"
    if signing_name == "ses" and path.startswith("/v2/"):
        return "sesv2"
    if signing_name == "dynamodb" and environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDBStreams"):
        return "dynamodbstreams"
    return _SERVICE_BY_SIGNING_NAME.get(signing_name, signing_name)


def _operation(request: Request) -> str:
    target = request.environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.rsplit(".", 1)[-1]
    if "urlencoded" in request.environ.get("CONTENT_TYPE", ""):
        action = parse_qs(request.body.decode("utf-8", "replace")).get("Action")
        if action:
            return action[0]
    action = parse_qs(request.environ.get("QUERY_STRING", "")).get("Action")
    if action and request.model.protocol in ("query", "ec2"):
        return action[0]
    try:
        matched, uri_params = get_service_router(request.service).match(
            MotoRequest(fresh(request.environ, request.body))
        )
    except (NotFound, NotImplementedError) as error:
        raise NotModelledError from error
    request.uri_params = uri_params
    return matched.name
