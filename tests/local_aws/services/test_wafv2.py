from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, Client

VISIBILITY = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "site"}


def protection(header: str) -> dict[str, Any]:
    field = {"FieldType": "SINGLE_HEADER", "FieldKeys": [header]}
    return {"DataProtections": [{"Action": "SUBSTITUTION", "Field": field}]}


@pytest.mark.needs("wafv2.keep_data_protection", "wafv2.show_data_protection")
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


@pytest.mark.needs("wafv2.web_acl_of_app")
def test_an_amplify_app_has_a_global_web_acl_until_it_is_taken_away(aws: Client) -> None:
    waf = aws("wafv2")
    app = aws("amplify").create_app(name="ui")["app"]["appArn"]
    acl = waf.create_web_acl(Name="site", DefaultAction={"Allow": {}}, VisibilityConfig=VISIBILITY, Scope="CLOUDFRONT")[
        "Summary"
    ]
    waf.associate_web_acl(WebACLArn=acl["ARN"], ResourceArn=app)
    assert waf.get_web_acl_for_resource(ResourceArn=app)["WebACL"]["ARN"] == acl["ARN"]
    waf.disassociate_web_acl(ResourceArn=app)
    assert "WebACL" not in waf.get_web_acl_for_resource(ResourceArn=app)


def test_an_amplify_app_gets_no_web_acl_that_does_not_exist(aws: Client) -> None:
    app = aws("amplify").create_app(name="ui")["app"]["appArn"]
    with pytest.raises(ClientError, match="WAFNonexistentItemException"):
        aws("wafv2").associate_web_acl(WebACLArn=app.replace("amplify", "wafv2"), ResourceArn=app)


@pytest.mark.needs("wafv2.forget_data_protection")
def test_a_deleted_web_acl_leaves_nothing(aws: Client, endpoint: str) -> None:
    waf = aws("wafv2")
    settings = {"Name": "site", "DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBILITY, "Scope": "REGIONAL"}
    acl = waf.create_web_acl(**settings, DataProtectionConfig=protection("cookie"))["Summary"]
    waf.delete_web_acl(Name="site", Scope="REGIONAL", Id=acl["Id"], LockToken=acl["LockToken"])
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}
