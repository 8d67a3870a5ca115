"""A proxy between a command and the local AWS, in which a test holds requests, refuses them, or hangs up."""

import http.client
import socket
import threading
from dataclasses import dataclass, field
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


@dataclass(eq=False)
class Hold:
    """Requests for one operation that wait, until they are passed on or hung up on."""

    operation: str
    reached: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    is_hung_up: bool = False


class Gate:
    """Passes everything on until a test says otherwise. An operation is `CreateKey`, or `PUT /bucket/key` for S3."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.seen: list[str] = []
        self._hold: Hold | None = None
        self._expired = False
        self._hangs_up = False
        self._server = _serve(self, 0)
        self.port = self._server.server_address[1]

    @property
    def endpoint(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def hold(self, operation: str) -> None:
        """From now on requests for this operation wait for `heal`."""
        self._hold = Hold(operation)

    def wait(self) -> None:
        """Until a held request has come."""
        assert self._hold is not None
        assert self._hold.reached.wait(WAIT_SECONDS), f"nobody asked for it, but for {self.seen[-20:]}"

    def expire(self) -> None:
        """From now on every request, those that are held too, is answered as if its credentials had expired."""
        self._expired = True
        self._release()

    def hang_up(self) -> None:
        """From now on nobody is there: requests that are held are hung up on, and no connection is taken."""
        self._hangs_up = True
        self._stop()
        self._release(hang_up=True)

    def heal(self) -> None:
        """Passes everything on again."""
        if self._hangs_up:
            self._server = _serve(self, self.port)
        self._expired = self._hangs_up = False
        self._release()

    def close(self) -> None:
        self._release()
        if not self._hangs_up:
            self._stop()

    def _release(self, *, hang_up: bool = False) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.is_hung_up = hang_up
            hold.over.set()

    def _stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(
        self, method: str, path: str, headers: Any, body: bytes
    ) -> tuple[int, list[tuple[str, str]], bytes] | None:
        """Status, headers and body; None to hang up."""
        operation = _operation(method, path, headers, body)
        self.seen.append(operation)
        hold = self._hold
        if hold is not None and hold.operation in operation:
            hold.reached.set()
            hold.over.wait(WAIT_SECONDS)
        if self._hangs_up or (hold is not None and hold.is_hung_up):
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
