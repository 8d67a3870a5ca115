"""IAM Access Analyzer, which moto does not have: analyzers and archive rules; nothing is analysed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from local_aws.registry import AwsError, Context, Result, find, operation, remember, tag_operations

tag_operations("accessanalyzer", arn="resourceArn", tags="tags", keys="tagKeys", mapped=True)


def _analyzer(context: Context) -> dict[str, Any]:
    name = context.params["analyzerName"]
    return find(context.table("analyzers"), name, "ResourceNotFoundException", "Analyzer")


def _rules(context: Context) -> dict[str, Any]:
    return context.table("archive rules").setdefault(_analyzer(context)["name"], {})


@operation("accessanalyzer", "CreateAnalyzer")
def create_analyzer(context: Context) -> Result:
    name = context.params["analyzerName"]
    if name in context.table("analyzers"):
        raise AwsError("ConflictException", f"Analyzer {name} already exists")
    arn = context.arn(f"analyzer/{name}", service="access-analyzer")
    context.table("analyzers")[name] = {
        **remember(context.params, "tags", "archiveRules", "clientToken", "analyzerName"),
        "name": name,
        "arn": arn,
        "status": "ACTIVE",
        "createdAt": datetime.now(UTC),
    }
    context.tags.replace(arn, context.params.get("tags"))
    for rule in context.params.get("archiveRules", []):
        _rules(context)[rule["ruleName"]] = rule
    return {"arn": arn}


@operation("accessanalyzer", "GetAnalyzer")
def get_analyzer(context: Context) -> Result:
    analyzer = _analyzer(context)
    return {"analyzer": {**analyzer, "tags": context.tags.as_map(analyzer["arn"])}}


@operation("accessanalyzer", "ListAnalyzers")
def list_analyzers(context: Context) -> Result:
    return {"analyzers": list(context.table("analyzers").values())}


@operation("accessanalyzer", "DeleteAnalyzer")
def delete_analyzer(context: Context) -> None:
    name = _analyzer(context)["name"]
    del context.table("analyzers")[name]
    context.table("archive rules").pop(name, None)


@operation("accessanalyzer", "CreateArchiveRule", "UpdateArchiveRule")
def write_archive_rule(context: Context) -> None:
    now = datetime.now(UTC)
    name = context.params["ruleName"]
    created = _rules(context).get(name, {}).get("createdAt", now)
    _rules(context)[name] = {
        "ruleName": name,
        "filter": context.params["filter"],
        "createdAt": created,
        "updatedAt": now,
    }


@operation("accessanalyzer", "GetArchiveRule")
def get_archive_rule(context: Context) -> Result:
    rule = find(_rules(context), context.params["ruleName"], "ResourceNotFoundException", "Archive rule")
    return {"archiveRule": rule}


@operation("accessanalyzer", "DeleteArchiveRule")
def delete_archive_rule(context: Context) -> None:
    _rules(context).pop(context.params["ruleName"], None)
