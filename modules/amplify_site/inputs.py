"""What a caller decides about a site on Amplify Hosting."""

from collections.abc import Iterator
from typing import Annotated, Literal

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import ELSEWHERE
from modules.base.security_headers import SecurityHeadersInputs

BranchName = Annotated[str, matching(r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,254}", "a branch name such as main")]
Label = Annotated[str, matching(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", "one part of a domain name such as next")]
ApiPath = Annotated[str, matching(r"/([A-Za-z0-9_-]+/)+", "a path between slashes such as /api/")]
# Amplify keeps names that begin with AWS for itself.
_VARIABLE = "a name of letters, digits and underscores that does not begin with AWS"
BuildVariable = Annotated[str, matching(r"(?!AWS)[A-Za-z_][A-Za-z0-9_]*", _VARIABLE)]


class CandidateInputs(Inputs):
    """The next release, at an address of its own below the first domain name."""

    branch_name: BranchName = "candidate"
    """The branch that holds the next release."""

    prefix: Label = "next"
    """What stands before the first domain name: next.example.com."""


class AmplifySiteInputs(Inputs):
    """The frontend of a single-page application on Amplify Hosting, which brings CDN, certificate and records."""

    kind: Annotated[Literal["amplify_site"], ELSEWHERE]
    """Amplify Hosting."""

    branch_name: BranchName = "main"
    """The branch that visitors get."""

    candidate: CandidateInputs | None = None
    """A second branch, for people who try the next release out."""

    api_paths: tuple[ApiPath, ...] = ()
    """Paths that are passed on to the API, so that the browser sees one origin: `["/api/"]`."""

    build_environment: dict[BuildVariable, str] = {}
    """Variables of builds in Amplify, once a repository is connected. Everybody can read them in the finished site."""

    auto_build: bool = False
    """Whether each push to a connected repository is built and shown at once, past every approval."""

    security_headers: SecurityHeadersInputs = SecurityHeadersInputs.defaults()
    """What browsers allow the site."""

    def findings(self) -> Iterator[Finding]:
        if self.candidate and self.candidate.branch_name == self.branch_name:
            yield Finding(("candidate", "branch_name"), "must differ from branch_name", self.branch_name)
        for index, path in enumerate(self.api_paths):
            if path in self.api_paths[:index]:
                yield Finding(("api_paths", index), "must not repeat a path", path)
