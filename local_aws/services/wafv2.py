"""WAF: the protection of data, which moto forgets, and web ACLs of Amplify apps."""

from __future__ import annotations

from typing import Any

from local_aws.registry import PASS, Context, Pass, Result, amend, find, operation

_GLOBAL = "aws"
_APPS = "moto looks for the global web ACL of an app among those of the region"


@amend("wafv2", "CreateWebACL", "UpdateWebACL")
def keep_data_protection(context: Context, result: dict[str, Any]) -> None:
    identifier = context.params.get("Id") or result["Summary"]["Id"]
    context.table("data protection")[identifier] = context.params.get("DataProtectionConfig")


@amend("wafv2", "DeleteWebACL")
def forget_data_protection(context: Context, result: dict[str, Any]) -> None:
    """What keep_data_protection kept."""
    del result
    context.table("data protection").pop(context.params["Id"], None)


@amend("wafv2", "GetWebACL")
def show_data_protection(context: Context, result: dict[str, Any]) -> None:
    protection = context.table("data protection").get(result["WebACL"]["Id"])
    if protection is not None:
        result["WebACL"]["DataProtectionConfig"] = protection


@operation("wafv2", "AssociateWebACL", "DisassociateWebACL", "GetWebACLForResource", override=_APPS)
def web_acl_of_app(context: Context) -> Result | Pass:
    """Amplify apps are the only regional resources with a web ACL of scope CLOUDFRONT."""
    app, held = context.params["ResourceArn"], context.table("apps")
    if ":amplify:" not in app:
        return PASS
    acls = context.backend("wafv2", _GLOBAL).wacls
    if context.operation == "AssociateWebACL":
        find(acls, context.params["WebACLArn"], "WAFNonexistentItemException", "Web ACL")
        held[app] = context.params["WebACLArn"]
    elif context.operation == "DisassociateWebACL":
        held.pop(app, None)
    elif app in held:
        return {"WebACL": acls[held[app]].to_dict()}
    return {}
