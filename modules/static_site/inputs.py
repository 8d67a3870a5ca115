"""What a caller decides about a site of files."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.countries import CountryCode
from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs
from modules.base.later import ELSEWHERE
from modules.base.security_headers import SecurityHeadersInputs

DocumentName = Annotated[str, matching(r"[a-z0-9_-]+\.html", "the name of a document such as index.html")]
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
PathPattern = Annotated[
    str, matching(r"/(?!\*$)[A-Za-z0-9_.*$/~\"'@:+?&-]{1,254}", "a path such as /api/*, which is not everything")
]

# S3 takes no earlier transition to Standard-IA.
STANDARD_IA_AFTER_DAYS = 30


class ApiInputs(Inputs):
    """Paths that go to the load balancer instead of the bucket: never cached, with all headers, cookies and queries."""

    path_patterns: tuple[PathPattern, ...] = Field(default=("/api/*",), min_length=1, max_length=20)
    """Paths of the API; `*` stands for anything, so `/api/*` holds all of them."""

    origin_access: Literal["vpc_origin", "internet"] = "vpc_origin"
    """How CloudFront reaches the load balancer: privately, when it is internal, or over the internet like everybody."""

    response_timeout_seconds: int = Field(default=30, ge=1, le=60)
    """Seconds the API may be silent before CloudFront answers 504. Events of a stream begin the time anew."""


class StagedRolloutInputs(Inputs):
    """A second document, built from the next release, for a part of the visitors."""

    candidate_document: DocumentName = "candidate.html"
    """The document of the next release. Its scripts and styles lie beside those of the current one."""

    visitors_percent: int = Field(ge=0, le=100)
    """Part of the visitors that get it. With 0 only those with the cookie `release=candidate` do."""


class StaticSiteInputs(Inputs):
    """Files in a private bucket, served by CloudFront; the frontend of a single-page application."""

    kind: Annotated[Literal["static_site"], ELSEWHERE]
    """S3 and CloudFront."""

    index_document: DocumentName = "index.html"
    """What is served for every path that names no file, so that the application in the browser finds its page."""

    api: ApiInputs | None = None
    """Paths that go to the load balancer, if it is reached through this distribution: `{}` for /api/*."""

    staged_rollout: StagedRolloutInputs | None = None
    """A release that is tried out on a part of the visitors."""

    price_class: Literal["PriceClass_100", "PriceClass_200", "PriceClass_All"] = "PriceClass_100"
    """From where it is served: North America and Europe, also Asia, Africa and the Middle East, or everywhere."""

    blocked_countries: tuple[CountryCode, ...] = ()
    """Countries that get 403, by the address of the request; free, where a web ACL asks a price for the same."""

    security_headers: SecurityHeadersInputs = SecurityHeadersInputs.defaults()
    """What browsers allow the site."""

    noncurrent_version_days: int = Field(default=90, ge=2 * STANDARD_IA_AFTER_DAYS)
    """Days that replaced and deleted files can be brought back; after 30 they move to Standard-IA."""

    access_log_retention_days: int = Field(default=365, ge=1)
    """Days that the access logs stay; after 30 they move to Standard-IA, after 90 to Glacier Instant Retrieval."""

    def findings(self) -> Iterator[Finding]:
        if self.staged_rollout and self.staged_rollout.candidate_document == self.index_document:
            yield Finding(
                ("staged_rollout", "candidate_document"), "must differ from index_document", self.index_document
            )
        if len(set(self.blocked_countries)) < len(self.blocked_countries):
            yield Finding(("blocked_countries",), "must name each country once", self.blocked_countries)
        patterns = self.api.path_patterns if self.api else ()
        for index, pattern in enumerate(patterns):
            if pattern in patterns[:index]:
                yield Finding(("api", "path_patterns", index), "must not repeat a pattern", pattern)
