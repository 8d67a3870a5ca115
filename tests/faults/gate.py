"""A proxy between a command and the local AWS, in which a test holds requests, refuses them, or hangs up."""

import http.client
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

WAIT_SECONDS = 600.0
LOOPBACK = "127.0.0.1"
EXPIRED = {
    "s3": b"<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>",
    "json": b'{"__type": "ExpiredTokenException", "message": "The security token included in the request is expired"}',
    "query": (
        b"<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired"
        b"</Message></Error></ErrorResponse>"
    ),
}
"""What AWS answers in each of its protocols when the credentials of a request have expired."""


class Gate:
    """Passes everything on until a test says otherwise. An operation is `CreateKey`, or `PUT /bucket/key` for S3."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.seen: list[str] = []
        self._held: Callable[[str], bool] = lambda operation: False
        self._reached = threading.Event()
        self._open = threading.Event()
        self._expired = False
        self._hangs_up = False
        self._server = _serve(self, 0)
        self.port = self._server.server_address[1]

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def hold(self, operation: str) -> None:
        """From now on requests for this operation wait for `heal`."""
        self._reached.clear()
        self._open.clear()
        self._held = lambda found: operation in found

    def wait(self) -> None:
        """Until a held request has come."""
        assert self._reached.wait(WAIT_SECONDS), f"nobody asked for it, but for {self.seen[-20:]}"

    def expire(self) -> None:
        """From now on every request, those that are held too, is answered as if its credentials had expired."""
        self._expired = True
        self._open.set()

    def hang_up(self) -> None:
        """From now on nobody is there: requests that are held are hung up on, and no connection is taken."""
        self._hangs_up = True
        self._stop()
        self._open.set()

    def heal(self) -> None:
        """Passes everything on again."""
        self._held = lambda found: False
        if self._hangs_up:
            self._server = _serve(self, self.port)
        self._expired = self._hangs_up = False
        self._open.set()

    def close(self) -> None:
        self._open.set()
        if not self._hangs_up:
            self._stop()

    def _stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(
        self, method: str, path: str, headers: Any, body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes] | None:
        """Status, headers and body; None to hang up."""
        operation = _operation(method, path, headers, body)
        self.seen.append(operation)
        if self._held(operation):
            self._reached.set()
            self._open.wait(WAIT_SECONDS)
        if self._hangs_up:
            return None
        if self._expired:
            protocol = "json" if headers.get("X-Amz-Target") else "query" if b"Action=" in body else "s3"
            return 400 if protocol == "json" else 403, [("Content-Type", "text/xml")], EXPIRED[protocol]
        target = urlsplit(self.upstream)
        connection = http.client.HTTPConnection(target.hostname or LOOPBACK, target.port, timeout=WAIT_SECONDS)
        try:
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()


def _operation(method: str, path: str, headers: Any, body: bytes) -> str:
    target = (headers.get("X-Amz-Target") or "").rpartition(".")[2]
    form = dict(parse_qsl(body.decode("latin-1"))) if b"Action=" in body else {}
    return target or form.get("Action") or f"{method} {path}"


def _serve(gate: Gate, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body leave in one packet: a client that gets the first alone may repeat a request that took a lock.
        wbufsize = -1

        def log_message(self, *_: Any) -> None:
            pass

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = gate.answer(self.command, self.path, self.headers, body)
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, headers, data = answer
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    self.send_header(name, value)
            size = next((value for name, value in headers if name.lower() == "content-length"), "0")
            self.send_header("Content-Length", size if self.command == "HEAD" else str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on  # noqa: N815 - the names the standard library wants

    server = ThreadingHTTPServer((LOOPBACK, port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
