"""The load balancer in front of an environment's services."""

from collections.abc import Sequence

from modules.base.construct import Module, ModuleScope
from modules.base.names import shortened
from modules.load_balancer.access_logs import access_log_bucket
from modules.load_balancer.inputs import ANYWHERE, HTTP, HTTPS, LONGEST_NAME, LoadBalancerInputs
from resources import Ref, aws, json_text

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
CLOUDFRONT_PREFIX_LISTS = {"us-east-1": "pl-3b927c52"}
"""Region -> the list com.amazonaws.global.cloudfront.origin-facing, whose id is the same in all accounts."""


class LoadBalancer(Module):
    """An application load balancer: HTTP is redirected to HTTPS, and a path that no service has is answered with 404.

    Gives `arn` (for a web ACL), `arn_suffix` (for metrics), `dns_name` and `zone_id` (for an alias record),
    `security_group_id` (for the services' rules), `http_listener_arn`, `https_listener_arn` and, where asked for,
    `test_listener_arn`. An internal one is for a VPC origin of CloudFront, and raises ValueError in a region whose list
    of CloudFront's addresses is not known.
    """

    def __init__(
        self,
        scope: ModuleScope,
        id: str,
        inputs: LoadBalancerInputs,
        *,
        vpc_id: str,
        subnet_ids: Sequence[str],
        certificate_arn: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._certificate_arn = certificate_arn
        self.security_group_id = self._security_group(vpc_id)
        logs, logs_ready = access_log_bucket(
            self, retention_days=inputs.access_log_retention_days, protected=deletion_protection
        )
        # checkov:skip=CKV2_AWS_76: Log4j is among the bad inputs that every web ACL blocks; checkov also wants the list
        # of anonymous addresses, which blocks people behind a VPN and calls from other clouds
        self._load_balancer = aws.Lb(
            self,
            name=shortened(self.context.name, LONGEST_NAME),
            tags={"Name": self.context.name},
            load_balancer_type="application",
            internal=inputs.internal,
            subnets=list(subnet_ids),
            security_groups=[self.security_group_id],
            idle_timeout=inputs.idle_timeout_seconds,
            desync_mitigation_mode=inputs.desync_mitigation_mode,
            drop_invalid_header_fields=True,
            enable_http2=True,
            enable_deletion_protection=deletion_protection,
            access_logs={"bucket": logs.name, "enabled": True},
            depends_on=[logs_ready],
        )
        self.arn = self._load_balancer.arn
        self.arn_suffix = self._load_balancer.arn_suffix
        self.dns_name = self._load_balancer.dns_name
        self.zone_id = self._load_balancer.zone_id
        self.http_listener_arn = self._redirect_to_https()
        self.https_listener_arn = self._https_listener("https", HTTPS)
        self.test_listener_arn: Ref | None = None
        if inputs.test_listener_port is not None:
            self.test_listener_arn = self._https_listener("test", inputs.test_listener_port)
        self.output("dns_name", self.dns_name, description="Where the load balancer answers")

    def _security_group(self, vpc_id: str) -> Ref:
        name = f"{self.context.name}-load-balancer"
        group = aws.SecurityGroup(
            self,
            name=name,
            description="Load balancer; its services add what it may reach",
            vpc_id=vpc_id,
            tags={"Name": name},
        )
        if self._inputs.internal:
            self._from_cloudfront(group.id)
        for port, local_name in ((HTTP, "http"), (HTTPS, "https")):
            for cidr_block in self._inputs.ingress_cidr_blocks or (() if self._inputs.internal else (ANYWHERE,)):
                self._ingress(group.id, local_name, port, cidr_block)
        if self._inputs.test_listener_port is not None:
            for cidr_block in self._inputs.test_listener_cidr_blocks:
                self._ingress(group.id, "test", self._inputs.test_listener_port, cidr_block)
        return group.id

    def _from_cloudfront(self, security_group_id: str) -> None:
        # Requests through a VPC origin keep CloudFront's addresses: a rule for the VPC's range would let none in.
        # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
        if self.context.region not in CLOUDFRONT_PREFIX_LISTS:
            raise ValueError(f"{self.prefix}: CloudFront's addresses in {self.context.region} are not known here")
        aws.VpcSecurityGroupIngressRule(
            self,
            "https_cloudfront",
            security_group_id=security_group_id,
            description=f"CloudFront to port {HTTPS}",
            prefix_list_id=CLOUDFRONT_PREFIX_LISTS[self.context.region],
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
        )

    def _ingress(self, security_group_id: str, local_name: str, port: int, cidr_block: str) -> None:
        slug = cidr_block.replace(".", "_").replace("/", "_")
        # checkov:skip=CKV_AWS_260: the listener on port 80 only redirects to HTTPS (C-12)
        aws.VpcSecurityGroupIngressRule(
            self,
            f"{local_name}_{slug}",
            security_group_id=security_group_id,
            description=f"{cidr_block} to port {port}",
            cidr_ipv4=cidr_block,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
        )

    def _redirect_to_https(self) -> Ref:
        listener = aws.LbListener(
            self,
            "http",
            load_balancer_arn=self.arn,
            port=HTTP,
            protocol="HTTP",
            default_action={
                "type": "redirect",
                "redirect": {"protocol": "HTTPS", "port": str(HTTPS), "status_code": "HTTP_301"},
            },
            routing_http_response_server_enabled=False,
        )
        return listener.arn

    def _https_listener(self, local_name: str, port: int) -> Ref:
        listener = aws.LbListener(
            self,
            local_name,
            load_balancer_arn=self.arn,
            port=port,
            protocol="HTTPS",
            ssl_policy=self._inputs.ssl_policy,
            certificate_arn=self._certificate_arn,
            default_action={
                "type": "fixed-response",
                "fixed_response": {
                    "content_type": "application/json",
                    "message_body": json_text({"error": "not found"}),
                    "status_code": "404",
                },
            },
            routing_http_response_server_enabled=False,
            routing_http_response_strict_transport_security_header_value=f"max-age={ONE_YEAR_SECONDS}",
            routing_http_response_x_content_type_options_header_value="nosniff",
        )
        return listener.arn
