"""A web application firewall."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from modules.base.construct import Module, ModuleScope
from modules.web_acl.inputs import ALWAYS_HIDDEN, WebAclInputs
from modules.web_acl.rule_groups import COMMON, IP_REPUTATION, KNOWN_BAD_INPUTS, SQL_INJECTION
from resources import aws, given

CLOUDFRONT_REGION = "us-east-1"
LOGGED_ACTIONS = ("BLOCK", "COUNT", "EXCLUDED_AS_COUNT")


class WebAcl(Module):
    """A web ACL that logs, without credentials, what it refuses.

    Gives `arn`: a distribution names it itself, anything else is put behind it with `protect`.

    `acl_scope` is REGIONAL for load balancers, CLOUDFRONT for distributions and Amplify apps. The latter is made
    in us-east-1: give `provider="aws.us_east_1"` in an environment of another region. `kms_key_arn`, which encrypts the
    log group, is a key of the region that the web ACL lies in.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: WebAclInputs,
        *,
        acl_scope: Literal["REGIONAL", "CLOUDFRONT"],
        kms_key_arn: str,
        log_retention_days: int,
        provider: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if acl_scope == "CLOUDFRONT" and provider is None and self.context.region != CLOUDFRONT_REGION:
            raise ValueError(
                f"{self.prefix} for CloudFront lies in {CLOUDFRONT_REGION}: give a provider of that region"
            )
        self._inputs = inputs
        self._provider = given(provider=provider)
        self._hidden_headers = (*ALWAYS_HIDDEN, *inputs.redacted_headers)
        web_acl = aws.Wafv2WebAcl(
            self,
            name=self.context.name,
            description=f"Requests to {self.context.name}",
            scope=acl_scope,
            default_action={"allow": {}},
            rule=self._rules(),
            visibility_config=_visibility(self.context.name),
            # The samples in the console show requests too, and know nothing of the logs' redaction.
            data_protection_config={
                "data_protection": [
                    {
                        "action": "SUBSTITUTION",
                        "field": {"field_type": "SINGLE_HEADER", "field_keys": list(self._hidden_headers)},
                    }
                ]
            },
            **self._provider,
        )
        self.arn = web_acl.arn
        self._log(f"aws-waf-logs-{self.context.name}-{acl_scope.lower()}", kms_key_arn, log_retention_days)

    def protect(self, local_name: str, resource_arn: str) -> None:
        """Puts a load balancer (REGIONAL) or an Amplify app (CLOUDFRONT) behind this web ACL."""
        aws.Wafv2WebAclAssociation(self, local_name, resource_arn=resource_arn, web_acl_arn=self.arn, **self._provider)

    def _rules(self) -> Any:
        """In the order of their price: what is refused early is not inspected."""
        rules = [*self._blocked_countries(), *self._ip_reputation(), self._rate_limit()]
        rules += [self._rule_group(name) for name in (COMMON, KNOWN_BAD_INPUTS, SQL_INJECTION)]
        return [{**rule, "priority": priority} for priority, rule in enumerate(rules)]

    def _blocked_countries(self) -> Sequence[dict[str, Any]]:
        if not self._inputs.blocked_countries:
            return ()
        countries = sorted(self._inputs.blocked_countries)
        return (_rule("blocked-countries", {"geo_match_statement": {"country_codes": countries}}, {"block": {}}),)

    def _ip_reputation(self) -> Sequence[dict[str, Any]]:
        return (self._rule_group(IP_REPUTATION),) if self._inputs.ip_reputation else ()

    def _rate_limit(self) -> dict[str, Any]:
        limit = self._inputs.rate_limit
        return _rule(
            "rate-limit",
            {
                "rate_based_statement": {
                    "limit": limit.requests,
                    "evaluation_window_sec": limit.window_seconds,
                    "aggregate_key_type": "IP",
                }
            },
            # Clients that hold back on 429 would try again at once on the usual 403.
            {"block": {"custom_response": {"response_code": 429}}},
        )

    def _rule_group(self, name: str) -> dict[str, Any]:
        overrides = [
            {"name": rule, "action_to_use": {"count": {}}} for rule in self._inputs.counted_rules.get(name, ())
        ]
        statement = given(vendor_name="AWS", name=name, rule_action_override=overrides or None)
        return {
            "name": name,
            "override_action": {"none": {}},
            "statement": {"managed_rule_group_statement": statement},
            "visibility_config": _visibility(name),
        }

    def _log(self, name: str, kms_key_arn: str, retention_days: int) -> None:
        # checkov:skip=CKV_AWS_338: each environment says how long it keeps logs, in log_retention_days
        group = aws.CloudwatchLogGroup(
            self,
            name=name,
            retention_in_days=retention_days,
            kms_key_id=kms_key_arn,
            **self._provider,
        )
        aws.Wafv2WebAclLoggingConfiguration(
            self,
            resource_arn=self.arn,
            log_destination_configs=[group.arn],
            redacted_fields=[{"single_header": {"name": header}} for header in self._hidden_headers],
            **self._logging_filter(),
            **self._provider,
        )

    def _logging_filter(self) -> dict[str, Any]:
        if self._inputs.logged_requests == "all":
            return {}
        return {
            "logging_filter": {
                "default_behavior": "DROP",
                "filter": [
                    {
                        "behavior": "KEEP",
                        "requirement": "MEETS_ANY",
                        "condition": [{"action_condition": {"action": action}} for action in LOGGED_ACTIONS],
                    }
                ],
            }
        }


def _rule(name: str, statement: Mapping[str, Any], action: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "action": action, "statement": statement, "visibility_config": _visibility(name)}


def _visibility(metric_name: str) -> Any:
    return {"cloudwatch_metrics_enabled": True, "metric_name": metric_name, "sampled_requests_enabled": True}
