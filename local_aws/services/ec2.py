"""EC2: descriptions of security group rules, tags of DHCP options, network ACLs that go with their VPC."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend, patch


@patch("ec2")
def keep_rule_descriptions() -> None:
    """moto keeps the description of a rule for CIDR blocks only."""
    from moto.ec2.models.security_groups import SecurityGroupRule

    original = SecurityGroupRule.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        prefix_list = kwargs.get("prefix_list_id", args[7] if len(args) > 7 else None)
        self._prefix_list_description = prefix_list.get("Description") if isinstance(prefix_list, dict) else None

    def description(self: Any) -> str | None:
        return (
            self.ip_range.get("Description")
            or self.source_group.get("Description")
            or getattr(self, "_prefix_list_description", None)
        )

    SecurityGroupRule.__init__ = init
    SecurityGroupRule.description = property(description)  # ty: ignore[invalid-assignment]


@patch("ec2")
def tag_dhcp_options_at_creation() -> None:
    """moto drops the tags of CreateDhcpOptions."""
    from moto.ec2.responses.dhcp_options import DHCPOptions

    original = DHCPOptions.create_dhcp_options

    def create(self: Any) -> Any:
        result: Any = original(self)
        tags = self._parse_tag_specification().get("dhcp-options", {})
        if tags:
            result.result["DhcpOptions"].add_tags(tags)
        return result

    DHCPOptions.create_dhcp_options = create


@amend("ec2", "DeleteVpc")
def delete_network_acls(context: Context, result: dict[str, Any]) -> None:
    """moto leaves the default network ACL of a VPC behind."""
    del result
    acls = context.backend("ec2").network_acls
    for name in [name for name, acl in acls.items() if acl.vpc_id == context.params["VpcId"]]:
        del acls[name]
