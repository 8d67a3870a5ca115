"""Headers that tell browsers what a page may do, for every way a frontend is served."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs

DAY_SECONDS = 24 * 60 * 60
ONE_YEAR_SECONDS = 365 * DAY_SECONDS

HeaderValue = Annotated[str, matching(r"[ !#-\[\]-~]+", 'one line of printable characters without " and \\')]


class SecurityHeadersInputs(Inputs):
    """Headers of every page and file of a frontend."""

    content_security_policy: HeaderValue = (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )
    """Where scripts, styles and images may come from. Calls to other hosts need a `connect-src` that names them."""

    frame_option: Literal["DENY", "SAMEORIGIN"] = "DENY"
    """Who may show the site in a frame, for browsers that do not know `frame-ancestors`."""

    referrer_policy: Literal["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"] = (
        "strict-origin-when-cross-origin"
    )
    """What other sites learn of the page somebody comes from."""

    permissions_policy: HeaderValue = "camera=(), geolocation=(), microphone=(), payment=()"
    """Which features of the browser the site may use."""

    hsts_max_age_seconds: int = Field(default=2 * ONE_YEAR_SECONDS, ge=DAY_SECONDS, le=2 * ONE_YEAR_SECONDS)
    """Seconds that browsers refuse plain HTTP for after a visit. Two years cannot be taken back: start small."""

    hsts_include_subdomains: bool = True
    """Whether that holds for every name below the site's own too."""

    hsts_preload: bool = False
    """Whether the name may be put into the list that browsers ship with, from which it takes months to get out."""

    def findings(self) -> Iterator[Finding]:
        # https://hstspreload.org, "Submission Requirements"
        if self.hsts_preload and not self.hsts_include_subdomains:
            yield Finding(("hsts_include_subdomains",), "must be true when hsts_preload is true", False)
        if self.hsts_preload and self.hsts_max_age_seconds < ONE_YEAR_SECONDS:
            yield Finding(
                ("hsts_max_age_seconds",),
                f"must be at least {ONE_YEAR_SECONDS} when hsts_preload is true",
                self.hsts_max_age_seconds,
            )
        if self.frame_option == "SAMEORIGIN" and "frame-ancestors 'none'" in self.content_security_policy:
            yield Finding(
                ("content_security_policy",),
                "must say frame-ancestors 'self' when frame_option is SAMEORIGIN: browsers follow frame-ancestors",
                self.content_security_policy,
            )

    @property
    def strict_transport_security(self) -> str:
        """The value of the header `strict-transport-security`."""
        parts = [f"max-age={self.hsts_max_age_seconds}"]
        parts += ["includeSubDomains"] if self.hsts_include_subdomains else []
        parts += ["preload"] if self.hsts_preload else []
        return "; ".join(parts)
