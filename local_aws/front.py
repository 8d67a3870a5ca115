"""The WSGI application: our operations first, then moto, then what moto forgot; anything else is refused and listed."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final
from urllib.parse import parse_qs

from moto.core.errors import COMMON_ERROR_CODES
from moto.iam.models import get_account_id_from, iam_backends
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from local_aws import cbor, echoes, patches
from local_aws.hosted_zones import HostedZone, seed
from local_aws.ledger import ledger, remember_births
from local_aws.protocol import Environ, NotModelledError, Request, Response, credential, fresh, read
from local_aws.registry import AMENDMENTS, DEFAULT_ACCOUNT_ID, OPERATIONS, AwsError, Context, load_services
from local_aws.store import Store

log = logging.getLogger("local_aws")

StartResponse = Callable[[str, list[tuple[str, str]]], Any]

_ACCOUNT_ID = re.compile(r"\d{12}")
_NO_ROUTE: Final = b"<!doctype html>"


class Front:
    """moto behind our own operations.

    `about` is what the health page returns besides `ready`; `hosted_zones` exist at the start and after each reset.
    """

    def __init__(self, about: dict[str, Any], hosted_zones: Iterable[HostedZone] = ()) -> None:
        load_services()
        remember_births()
        # Codes that are in no service's model: moto warns of codes it does not know.
        COMMON_ERROR_CODES.extend(("UnsupportedOperation", "LocalAwsFailure"))
        self._about = about
        self._hosted_zones = dict.fromkeys(hosted_zones)
        self._store = Store()
        self._unsupported: Counter[tuple[str, str]] = Counter()
        self.without: Collection[str] = ()
        """Names of corrections (`registry.corrections`) that are left out, to see whether moto still needs them."""
        # moto is not written for threads; one request at a time also makes conditional writes (state locks) atomic.
        self._lock = threading.RLock()
        self._moto = DomainDispatcherApplication(_create_moto_app)
        seed(self._store, self._hosted_zones)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        started = time.perf_counter()
        if environ.get("PATH_INFO", "").startswith("/_local/"):
            response, who = self._local(environ), ""
        else:
            # The body is read before the lock is taken, so that a slow client keeps nobody waiting.
            body = _read_body(environ)
            with self._lock:
                response, who = self._aws(environ, body)
        milliseconds = (time.perf_counter() - started) * 1000
        request = who or f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}"
        log.info("%s %d %.0f ms", request, response.status, milliseconds)
        start_response(f"{response.status} -", response.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    def reset(self) -> None:
        """Forget everything, then seed again."""
        with self._lock:
            # moto would first build a thousand managed policies per account anew, then throw them away.
            iam_backends.clear()
            moto_api_backend.reset()
            self._store.clear()
            self._unsupported.clear()
            seed(self._store, self._hosted_zones)

    # Pages of this server itself

    def _local(self, environ: Environ) -> Response:
        page = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if page == ("GET", "/_local/health"):
            return _json(200, {"ready": True, **self._about})
        if page == ("GET", "/_local/unsupported"):
            listed = sorted(self._unsupported.items())
            return _json(200, [{"service": s, "operation": o, "count": count} for (s, o), count in listed])
        if page == ("GET", "/_local/ledger"):
            account_id = parse_qs(environ.get("QUERY_STRING", "")).get("account", [DEFAULT_ACCOUNT_ID])[0]
            with self._lock:
                return _json(200, ledger(self._store, account_id))
        if page == ("POST", "/_local/reset"):
            self.reset()
            return _json(200, {"reset": True})
        if page == ("POST", "/_local/hosted-zones"):
            wanted = [HostedZone.parse(text) for text in json.loads(_read_body(environ))]
            with self._lock:
                new = [zone for zone in wanted if zone not in self._hosted_zones]
                self._hosted_zones.update(dict.fromkeys(new))
                seed(self._store, new)
            return _json(200, [str(zone) for zone in self._hosted_zones])
        return _json(404, {"message": f"{page[0]} {page[1]} is not a page of the local AWS"})

    # AWS

    def _aws(self, environ: Environ, body: bytes) -> tuple[Response, str]:
        """The response, and how the log names the request."""
        environ, body, cbor_call = cbor.to_json(environ, body)
        signed = credential(environ)
        account_id = signed[0] if signed and _ACCOUNT_ID.fullmatch(signed[0]) else None
        if account_id:
            environ["HTTP_X_MOTO_ACCOUNT_ID"] = account_id
        try:
            request = read(environ, body)
        except NotModelledError:
            request = None
        if request is None:
            what = f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '')}"
            response = self._ask_moto(environ, body, signed[2] if signed else "unsigned", what)
            return response, f"{account_id or DEFAULT_ACCOUNT_ID} {signed[2] if signed else 'unsigned'} {what}"
        patches.bring(request.service, self.without)
        response = self._serve(request, account_id or self._account_of(request.access_key_id))
        if cbor_call:
            response = cbor.from_json(response, request.operation_model)
        place = f"{account_id or DEFAULT_ACCOUNT_ID} {request.region}"
        return response, f"{place} {request.service}.{request.operation}"

    def _serve(self, request: Request, account_id: str) -> Response:
        key = request.service, request.operation
        registered = OPERATIONS.get(key)
        if registered and registered.name in self.without:
            registered = None
        amendments = [one.amendment for one in AMENDMENTS.get(key, []) if one.name not in self.without]
        rules = [rule for rule in echoes.rules_for(*key) if rule.name not in self.without]
        if not (registered or amendments or rules):
            return self._ask_moto(request.environ, request.body, *key, request)
        endpoint = f"http://{request.environ.get('HTTP_HOST', '127.0.0.1')}"
        params = request.parameters()
        context = Context(account_id, request.region, *key, params, self._store, endpoint)
        try:
            if registered:
                result = registered.handler(context)
                if isinstance(result, dict) or result is None:
                    return request.answer(result)
            response = self._ask_moto(request.environ, request.body, *key, request)
            if response.status >= 300 or not (amendments or rules):
                return response
            answer = request.result(response)
            for rule in rules:
                echoes.apply(rule, context, answer)
            for amendment in amendments:
                amendment(context, answer)
            return request.answer(answer)
        except AwsError as error:
            return request.answer(error)
        except Exception as error:
            log.exception("%s.%s failed in the local AWS", *key)
            return request.answer(AwsError("LocalAwsFailure", f"{key[0]}.{key[1]}: {error!r}"))

    def _ask_moto(
        self, environ: Environ, body: bytes, service: str, operation: str, request: Request | None = None
    ) -> Response:
        try:
            response = _call(self._moto, fresh(environ, body))
        except (NotImplementedError, _NoBackendError):
            return self._refuse(environ, service, operation, request)
        except Exception as error:
            # 400, because an SDK repeats what it gets a 500 for; the log has the traceback.
            log.exception("%s.%s failed in moto", service, operation)
            failure = AwsError("LocalAwsFailure", f"{service}.{operation} failed in moto: {error!r}")
            return request.answer(failure) if request else _plain_error(environ, failure)
        if response.status in (404, 405) and response.body[:15].lower() == _NO_ROUTE:
            return self._refuse(environ, service, operation, request)
        return response

    def _refuse(self, environ: Environ, service: str, operation: str, request: Request | None) -> Response:
        self._unsupported[service, operation] += 1
        log.warning("UNSUPPORTED %s.%s", service, operation)
        error = AwsError("UnsupportedOperation", f"The local AWS has no {service}.{operation}")
        return request.answer(error) if request else _plain_error(environ, error)

    def _account_of(self, access_key_id: str) -> str:
        """The account that moto gave this key in (an assumed role, a user's key), or the default account."""
        return get_account_id_from(access_key_id)


class _NoBackendError(Exception):
    """moto has no such service, or cannot run it."""


def _create_moto_app(service: Any) -> Any:
    if service is None:
        raise _NoBackendError
    try:
        app = create_backend_app(service)
    except ModuleNotFoundError as error:
        # Some of moto's services need packages that are not installed.
        raise _NoBackendError from error
    app.config["PROPAGATE_EXCEPTIONS"] = True
    return app


def _call(app: Callable[..., Iterable[bytes]], environ: Environ) -> Response:
    captured: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        captured[:] = [int(status.split(" ", 1)[0]), headers]

    body = app(environ, start_response)
    data = b"".join(body)
    close = getattr(body, "close", None)
    if close:
        close()
    return Response(captured[0], captured[1], data)


def _read_body(environ: Environ) -> bytes:
    """The whole body; a chunked one gets a length, so that moto need not know."""
    if environ.pop("HTTP_TRANSFER_ENCODING", "").lower() != "chunked":
        return environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    body = environ["wsgi.input"].read()
    environ["CONTENT_LENGTH"] = str(len(body))
    return body


def _json(status: int, value: Any) -> Response:
    body = json.dumps(value, indent=1).encode()
    return Response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))], body)


def _plain_error(environ: Environ, error: AwsError) -> Response:
    """An error for a request whose protocol is not known: XML, unless the request itself was JSON."""
    if "json" in environ.get("CONTENT_TYPE", ""):
        return _json(400, {"__type": error.code, "message": error.message})
    text = f"<Error><Type>Sender</Type><Code>{error.code}</Code><Message>{_escape(error.message)}</Message></Error>"
    body = f"<ErrorResponse>{text}</ErrorResponse>".encode()
    return Response(400, [("Content-Type", "text/xml"), ("Content-Length", str(len(body)))], body)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
