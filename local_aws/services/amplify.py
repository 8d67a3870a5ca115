"""Amplify, which moto does not have: apps, branches, domain associations; nothing is built."""

from __future__ import annotations

import time
from typing import Any

from local_aws.registry import Context, Result, find, operation, random_id, remember, tag_operations

_SECRETS = ("accessToken", "oauthToken", "tags")

tag_operations("amplify", arn="resourceArn", tags="tags", keys="tagKeys", mapped=True)


def _tagged(context: Context, resource: dict[str, Any], arn_name: str) -> dict[str, Any]:
    return {**resource, "tags": context.tags.as_map(resource[arn_name])}


def _app(context: Context) -> dict[str, Any]:
    return find(context.table("apps"), context.params["appId"], "NotFoundException", "App")


def _app_arn(context: Context, app_id: str) -> str:
    return context.arn(f"apps/{app_id}")


@operation("amplify", "CreateApp")
def create_app(context: Context) -> Result:
    app_id, now = f"d{random_id(13)}", time.time()
    app = {
        "appId": app_id,
        "appArn": _app_arn(context, app_id),
        "createTime": now,
        "updateTime": now,
        "defaultDomain": f"{app_id}.amplifyapp.com",
        "description": "",
        "repository": "",
        "platform": "WEB",
        "environmentVariables": {},
        "enableBranchAutoBuild": False,
        "enableBasicAuth": False,
        **remember(context.params, *_SECRETS),
    }
    context.table("apps")[app_id] = app
    context.tags.replace(app["appArn"], context.params.get("tags"))
    return {"app": _tagged(context, app, "appArn")}


@operation("amplify", "GetApp")
def get_app(context: Context) -> Result:
    return {"app": _tagged(context, _app(context), "appArn")}


@operation("amplify", "ListApps")
def list_apps(context: Context) -> Result:
    return {"apps": [_tagged(context, app, "appArn") for app in context.table("apps").values()]}


@operation("amplify", "UpdateApp")
def update_app(context: Context) -> Result:
    app = _app(context)
    app.update(remember(context.params, *_SECRETS), updateTime=time.time())
    return {"app": _tagged(context, app, "appArn")}


@operation("amplify", "DeleteApp")
def delete_app(context: Context) -> Result:
    app = _app(context)
    del context.table("apps")[app["appId"]]
    for table in (context.table("branches"), context.table("domains")):
        for key in [key for key in table if key[0] == app["appId"]]:
            del table[key]
    return {"app": _tagged(context, app, "appArn")}


def _branch(context: Context) -> dict[str, Any]:
    key = context.params["appId"], context.params["branchName"]
    return find(context.table("branches"), key, "NotFoundException", "Branch")


@operation("amplify", "CreateBranch")
def create_branch(context: Context) -> Result:
    app, name, now = _app(context), context.params["branchName"], time.time()
    branch = {
        "branchArn": f"{app['appArn']}/branches/{name}",
        "displayName": name,
        "description": "",
        "stage": "NONE",
        "framework": "",
        "ttl": "5",
        "createTime": now,
        "updateTime": now,
        "environmentVariables": {},
        "customDomains": [],
        "activeJobId": "",
        "totalNumberOfJobs": "0",
        "enableAutoBuild": True,
        "enableBasicAuth": False,
        "enableNotification": False,
        "enablePullRequestPreview": False,
        **remember(context.params, "tags", "appId"),
    }
    context.table("branches")[app["appId"], name] = branch
    context.tags.replace(branch["branchArn"], context.params.get("tags"))
    return {"branch": _tagged(context, branch, "branchArn")}


@operation("amplify", "GetBranch")
def get_branch(context: Context) -> Result:
    return {"branch": _tagged(context, _branch(context), "branchArn")}


@operation("amplify", "UpdateBranch")
def update_branch(context: Context) -> Result:
    branch = _branch(context)
    branch.update(remember(context.params, "tags", "appId"), updateTime=time.time())
    return {"branch": _tagged(context, branch, "branchArn")}


@operation("amplify", "DeleteBranch")
def delete_branch(context: Context) -> Result:
    branch = _branch(context)
    del context.table("branches")[context.params["appId"], context.params["branchName"]]
    return {"branch": _tagged(context, branch, "branchArn")}


@operation("amplify", "CreateDomainAssociation", "UpdateDomainAssociation")
def write_domain_association(context: Context) -> Result:
    app, name = _app(context), context.params["domainName"]
    held = context.table("domains").setdefault((app["appId"], name), {"enableAutoSubDomain": False})
    settings = context.params.get("certificateSettings", {})
    held.update(
        remember(context.params, "appId", "subDomainSettings", "certificateSettings"),
        domainAssociationArn=f"{app['appArn']}/domains/{name}",
        domainStatus="AVAILABLE",
        statusReason="",
        certificateVerificationDNSRecord=f"_local.{name}. CNAME _local.acm-validations.aws.",
    )
    if settings or "certificate" not in held:
        held["certificate"] = {
            "type": settings.get("type", "AMPLIFY_MANAGED"),
            "certificateVerificationDNSRecord": held["certificateVerificationDNSRecord"],
            **(
                {"customCertificateArn": settings["customCertificateArn"]} if "customCertificateArn" in settings else {}
            ),
        }
    if "subDomainSettings" in context.params:
        held["subDomains"] = [
            {
                "subDomainSetting": setting,
                "verified": True,
                "dnsRecord": f"{setting['prefix']} CNAME {app['appId']}.cloudfront.net",
            }
            for setting in context.params["subDomainSettings"]
        ]
    return {"domainAssociation": held}


@operation("amplify", "GetDomainAssociation", "DeleteDomainAssociation")
def read_or_delete_domain_association(context: Context) -> Result:
    key = context.params["appId"], context.params["domainName"]
    held = find(context.table("domains"), key, "NotFoundException", "Domain association")
    if context.operation == "DeleteDomainAssociation":
        del context.table("domains")[key]
    return {"domainAssociation": held}
