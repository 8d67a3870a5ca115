"""The Route 53 records of an environment."""

from typing import Any

from modules.base.construct import Module, ModuleScope
from modules.dns.inputs import DomainInputs, FailoverTargetInputs
from resources import aws, given


class Dns(Module):
    """Records in an existing hosted zone. Makes nothing until `alias` is called."""

    def __init__(self, scope: ModuleScope, id: str, inputs: DomainInputs) -> None:
        super().__init__(scope, id)
        self._inputs = inputs

    def alias(
        self,
        local_name: str,
        record_name: str,
        target_dns_name: str,
        target_zone_id: str,
        *,
        evaluate_target_health: bool = True,
        health_check_id: str | None = None,
        ipv6: bool = False,
    ) -> None:
        """Points `record_name` at a load balancer or a distribution; a query for an alias costs nothing.

        CloudFront needs `evaluate_target_health=False`: Route 53 cannot see its health, so its records take no part in
        a failover between regions. `health_check_id` is a second opinion for one. `ipv6` adds the AAAA record of a
        target that has IPv6 addresses.
        """
        own = self._own_answer(health_check_id) if evaluate_target_health else {}
        for record_type in ("A", "AAAA") if ipv6 else ("A",):
            aws.Route53Record(
                self,
                local_name if record_type == "A" else f"{local_name}_ipv6",
                zone_id=self._inputs.hosted_zone_id,
                name=record_name,
                type=record_type,
                alias={
                    "name": target_dns_name,
                    "zone_id": target_zone_id,
                    "evaluate_target_health": evaluate_target_health,
                },
                **own,
            )
        secondary = self._inputs.failover.secondary if self._inputs.failover else None
        if secondary is not None and evaluate_target_health:
            self._secondary(local_name, record_name, secondary)

    def _secondary(self, local_name: str, record_name: str, target: FailoverTargetInputs) -> None:
        # checkov:skip=CKV2_AWS_23: what answers in the backup region is made there, not here
        aws.Route53Record(
            self,
            f"{local_name}_secondary",
            zone_id=self._inputs.hosted_zone_id,
            name=record_name,
            type="A",
            alias={"name": target.dns_name, "zone_id": target.hosted_zone_id, "evaluate_target_health": True},
            set_identifier=f"{self.context.name}-secondary",
            failover_routing_policy={"type": "SECONDARY"},
        )

    def _own_answer(self, health_check_id: str | None) -> dict[str, Any]:
        failover = self._inputs.failover
        if failover is None:
            return {}
        return {
            "set_identifier": f"{self.context.name}-{self.context.region}",
            "failover_routing_policy": {"type": failover.role},
            **given(health_check_id=health_check_id),
        }
