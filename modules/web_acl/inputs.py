"""What a caller decides about the web ACL."""

import difflib
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from modules.base.countries import CountryCode
from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs, one_of
from modules.web_acl.rule_groups import IP_REPUTATION, RULES, RuleGroup

HeaderName = Annotated[str, matching(r"[a-z0-9-]{1,64}", "a header name in lower case such as x-api-key")]

# https://docs.aws.amazon.com/waf/latest/APIReference/API_GeoMatchStatement.html
COUNTRIES_IN_A_RULE = 50
ALWAYS_HIDDEN = ("authorization", "cookie")


class RateLimitInputs(Inputs):
    """How many requests one address may make. Who makes more is answered with 429 until the rate falls again."""

    requests: int = Field(default=2000, ge=10, le=2_000_000_000)
    """Requests of one IP address in the window; AWS takes 10 at least."""

    window_seconds: Literal[60, 120, 300, 600] = 300
    """Seconds that are looked back at each time; AWS looks about every 10 seconds."""


class WebAclInputs(Inputs):
    """A web ACL with AWS's rule groups against common attacks, known bad inputs and SQL injection."""

    rate_limit: RateLimitInputs = RateLimitInputs.defaults()
    """How many requests one address may make."""

    blocked_countries: tuple[CountryCode, ...] = Field(default=(), max_length=COUNTRIES_IN_A_RULE)
    """Countries whose requests are refused, by the address they come from."""

    ip_reputation: bool = True
    """Whether addresses that AWS knows for attacks and scans are refused."""

    counted_rules: dict[RuleGroup, tuple[str, ...]] = {}
    """Rules that only count what they match, by rule group: for requests of yours that they would refuse."""

    logged_requests: Literal["blocked_and_counted", "all"] = "blocked_and_counted"
    """Which requests are logged. Allowed ones are in the access logs of load balancer or distribution too."""

    redacted_headers: tuple[HeaderName, ...] = ()
    """Headers whose values are hidden in logs and samples, besides authorization and cookie, which always are."""

    def findings(self) -> Iterator[Finding]:
        if len(set(self.blocked_countries)) < len(self.blocked_countries):
            yield Finding(("blocked_countries",), "must name each country once", self.blocked_countries)
        for index, header in enumerate(self.redacted_headers):
            if header in (*ALWAYS_HIDDEN, *self.redacted_headers[:index]):
                yield Finding(("redacted_headers", index), "is hidden already", header)
        for group, rules in self.counted_rules.items():
            if group == IP_REPUTATION and not self.ip_reputation:
                yield Finding(("counted_rules", group), "needs ip_reputation to be true")
            for index, rule in enumerate(rules):
                if rule not in RULES[group]:
                    yield Finding(("counted_rules", group, index), _accepted(rule, group), rule)


def _accepted(rule: str, group: str) -> str:
    near = difflib.get_close_matches(rule, RULES[group], n=1)
    return f"must be a rule of this group, such as {near[0]}" if near else f"must be {one_of(RULES[group])}"
