import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from toolchain.errors import UserError
from toolchain.github import Github

MARKER = "<!-- about macro-ai/dev -->"


class Fake(HTTPServer):
    """A GitHub with one pull request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.refuses: tuple[int, bytes] | None = None

    @property
    def github(self) -> Github:
        return Github(f"http://127.0.0.1:{self.server_port}", "acme/shop", "token-of-the-job")


class Handler(BaseHTTPRequestHandler):
    @property
    def fake(self) -> Fake:
        assert isinstance(self.server, Fake)
        return self.server

    def handle_one(self) -> None:
        self.fake.calls.append(f"{self.command} {self.path}")
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or "{}")
        if self.fake.refuses or self.headers["Authorization"] != "Bearer token-of-the-job":
            status, text = self.fake.refuses or (401, b"{}")
            return self.answer(status, text)
        if self.command == "POST":
            self.fake.comments.append({"id": len(self.fake.comments), "body": body["body"]})
        if self.command == "PATCH":
            self.fake.comments[int(self.path.rpartition("/")[2])]["body"] = body["body"]
        page = int(self.path.rpartition("page=")[2]) if "page=" in self.path else 1
        return self.answer(200, json.dumps(self.fake.comments[100 * (page - 1) : 100 * page]).encode())

    # The base class calls them by these names.
    do_GET = do_POST = do_PATCH = handle_one  # noqa: N815

    def answer(self, status: int, text: bytes) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_first_comment_is_new(fake: Fake):
    assert fake.github.put_comment(12, MARKER, f"{MARKER}\nfirst") is True
    assert [each["body"] for each in fake.comments] == [f"{MARKER}\nfirst"]
    assert fake.calls == [
        "GET /repos/acme/shop/issues/12/comments?per_page=100&page=1",
        "POST /repos/acme/shop/issues/12/comments",
    ]


def test_the_next_one_takes_its_place_and_leaves_others_alone(fake: Fake):
    fake.comments = [{"id": number, "body": "somebody's"} for number in range(120)]
    fake.comments[110]["body"] = f"{MARKER}\nfirst"
    assert fake.github.put_comment(12, MARKER, f"{MARKER}\nsecond") is False
    assert fake.comments[110]["body"] == f"{MARKER}\nsecond"
    assert len(fake.comments) == 120
    assert fake.calls[-1] == "PATCH /repos/acme/shop/issues/comments/110"


def test_a_refusal_is_a_sentence(fake: Fake):
    fake.refuses = (403, b'{"message": "Resource not accessible by integration"}')
    with pytest.raises(UserError) as error:
        fake.github.put_comment(12, MARKER, "text")
    assert str(error.value) == (
        "GitHub refused to GET issues/12/comments?per_page=100&page=1 (403): Resource not accessible by integration."
    )


def test_a_refusal_without_a_reason_is_a_sentence_too(fake: Fake):
    fake.refuses = (502, b"<html>")
    with pytest.raises(UserError) as error:
        fake.github.put_comment(12, MARKER, "text")
    assert str(error.value) == "GitHub refused to GET issues/12/comments?per_page=100&page=1 (502): Bad Gateway."


def test_no_answer_is_a_sentence():
    with pytest.raises(UserError) as error:
        Github("http://127.0.0.1:1", "acme/shop", "t").put_comment(12, MARKER, "text")
    assert str(error.value) == "GitHub cannot be reached at http://127.0.0.1:1: [Errno 111] Connection refused."


def test_outside_a_workflow_it_says_what_is_missing():
    with pytest.raises(UserError) as error:
        Github.of({})
    assert str(error.value) == (
        "GITHUB_REPOSITORY and GITHUB_TOKEN must be set, as they are in a GitHub workflow: owner/name, and a token that "
        "may write to pull requests."
    )


def test_in_a_workflow_it_knows_its_repository():
    environment = {
        "GITHUB_REPOSITORY": "acme/shop",
        "GITHUB_TOKEN": "t",
        "GITHUB_API_URL": "https://github.acme.com/api/v3/",
    }
    assert Github.of(environment) == Github("https://github.acme.com/api/v3", "acme/shop", "t")
