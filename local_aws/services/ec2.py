"""EC2: descriptions of security group rules, tags of DHCP options, and what goes with a VPC or a NAT gateway."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend, patch


@patch("ec2", "moto.ec2.models.security_groups:SecurityGroupRule.__init__")
def keep_prefix_list_descriptions(original: Any) -> Any:
    """moto keeps the id of a prefix list alone; `show_all_descriptions` shows what is kept here."""

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        prefix_list = kwargs.get("prefix_list_id", args[7] if len(args) > 7 else None)
        self._prefix_list_description = prefix_list.get("Description") if isinstance(prefix_list, dict) else None

    return init


@patch("ec2", "moto.ec2.models.security_groups:SecurityGroupRule.description")
def show_all_descriptions(original: Any) -> Any:
    """moto knows the description of a rule for CIDR blocks only."""
    del original

    def description(self: Any) -> str | None:
        return (
            self.ip_range.get("Description")
            or self.source_group.get("Description")
            or getattr(self, "_prefix_list_description", None)
        )

    return property(description)


@patch("ec2", "moto.ec2.responses.dhcp_options:DHCPOptions.create_dhcp_options")
def tag_dhcp_options_at_creation(original: Any) -> Any:
    """moto drops the tags of CreateDhcpOptions."""

    def create(self: Any) -> Any:
        result: Any = original(self)
        tags = self._parse_tag_specification().get("dhcp-options", {})
        if tags:
            result.result["DhcpOptions"].add_tags(tags)
        return result

    return create


@amend("ec2", "DeleteNatGateway")
def delete_network_interface(context: Context, result: dict[str, Any]) -> None:
    """moto leaves the network interface of a NAT gateway behind."""
    backend = context.backend("ec2")
    backend.enis.pop(backend.nat_gateways[result["NatGatewayId"]]._eni.id, None)


@amend("ec2", "DeleteVpc")
def delete_network_acls(context: Context, result: dict[str, Any]) -> None:
    """moto leaves the default network ACL of a VPC behind."""
    del result
    acls = context.backend("ec2").network_acls
    for name in [name for name, acl in acls.items() if acl.vpc_id == context.params["VpcId"]]:
        del acls[name]
