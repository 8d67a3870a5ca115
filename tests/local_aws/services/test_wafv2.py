from __future__ import annotations

from typing import Any

from tests.local_aws.conftest import Client

VISIBILITY = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "site"}


def protection(header: str) -> dict[str, Any]:
    field = {"FieldType": "SINGLE_HEADER", "FieldKeys": [header]}
    return {"DataProtections": [{"Action": "SUBSTITUTION", "Field": field}]}


def test_protection_of_data_comes_back_for_each_scope_and_changes(aws: Client) -> None:
    waf = aws("wafv2")
    settings = {"Name": "site", "DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBILITY}
    held = {}
    for scope, header in (("REGIONAL", "cookie"), ("CLOUDFRONT", "authorization")):
        acl = waf.create_web_acl(**settings, Scope=scope, DataProtectionConfig=protection(header))["Summary"]
        held[scope] = {"Name": "site", "Scope": scope, "Id": acl["Id"]}
    shown = waf.get_web_acl(**held["REGIONAL"])
    assert shown["WebACL"]["DataProtectionConfig"] == protection("cookie")
    waf.update_web_acl(**{**settings, **held["REGIONAL"]}, LockToken=shown["LockToken"])
    assert "DataProtectionConfig" not in waf.get_web_acl(**held["REGIONAL"])["WebACL"]
    assert waf.get_web_acl(**held["CLOUDFRONT"])["WebACL"]["DataProtectionConfig"] == protection("authorization")
