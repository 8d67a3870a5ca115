"""GitHub's API, as far as a workflow needs it beyond what the runner brings."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolchain.errors import UserError

PER_PAGE = 100
LONGEST_COMMENT = 65_536
"""Characters that GitHub accepts in a comment."""
SECONDS = 30


@dataclass(frozen=True)
class Github:
    """One repository, with a token that may write to it."""

    api: str
    repository: str
    token: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Github":
        """The repository that a workflow runs for. Raises UserError with every variable that is missing."""
        missing = [name for name in ("GITHUB_REPOSITORY", "GITHUB_TOKEN") if not environment.get(name)]
        if missing:
            raise UserError(
                f"{' and '.join(missing)} must be set, as they are in a GitHub workflow: owner/name, and a token that "
                "may write to pull requests."
            )
        api = environment.get("GITHUB_API_URL") or "https://api.github.com"
        return cls(api.rstrip("/"), environment["GITHUB_REPOSITORY"], environment["GITHUB_TOKEN"])

    def put_comment(self, pull_request: int, marker: str, text: str) -> bool:
        """Writes a comment, in the place of the one that has the same marker. Returns whether it is a new one.

        `marker` is a text that is in this comment and in no other. Raises UserError with GitHub's reason.
        """
        found = next((each["id"] for each in self._comments(pull_request) if marker in (each.get("body") or "")), None)
        if found is None:
            self._call("POST", f"issues/{pull_request}/comments", {"body": text})
        else:
            self._call("PATCH", f"issues/comments/{found}", {"body": text})
        return found is None

    def _comments(self, pull_request: int) -> Iterator[Mapping[str, Any]]:
        page = 1
        while True:
            comments = self._call("GET", f"issues/{pull_request}/comments?per_page={PER_PAGE}&page={page}")
            yield from comments
            if len(comments) < PER_PAGE:
                return
            page += 1

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - the address is GitHub's own, from the runner
            f"{self.api}/repos/{self.repository}/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise UserError(f"GitHub refused to {method} {path} ({error.code}): {_message(error)}.") from None
        except (urllib.error.URLError, TimeoutError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else "no answer in time"
            raise UserError(f"GitHub cannot be reached at {self.api}: {reason}.") from None


def _message(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError):
        return str(error.reason)
