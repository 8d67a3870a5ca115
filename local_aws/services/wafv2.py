"""WAF: the protection of data, which moto forgets."""

from __future__ import annotations

from typing import Any

from local_aws.registry import Context, amend


@amend("wafv2", "CreateWebACL", "UpdateWebACL")
def keep_data_protection(context: Context, result: dict[str, Any]) -> None:
    identifier = context.params.get("Id") or result["Summary"]["Id"]
    context.table("data protection")[identifier] = context.params.get("DataProtectionConfig")


@amend("wafv2", "GetWebACL")
def show_data_protection(context: Context, result: dict[str, Any]) -> None:
    protection = context.table("data protection").get(result["WebACL"]["Id"])
    if protection is not None:
        result["WebACL"]["DataProtectionConfig"] = protection
