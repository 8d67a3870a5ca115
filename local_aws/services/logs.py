"""CloudWatch Logs: query definitions, account policies, anomaly detectors, delivery destinations' policies."""

from __future__ import annotations

import time
import uuid

from local_aws.registry import Context, Result, find, operation, remember


@operation("logs", "PutQueryDefinition")
def put_query_definition(context: Context) -> Result:
    identifier = context.params.get("queryDefinitionId") or str(uuid.uuid4())
    context.table("query definitions")[identifier] = {
        **remember(context.params, "clientToken"),
        "queryDefinitionId": identifier,
        "lastModified": int(time.time() * 1000),
    }
    return {"queryDefinitionId": identifier}


@operation("logs", "DescribeQueryDefinitions")
def describe_query_definitions(context: Context) -> Result:
    prefix = context.params.get("queryDefinitionNamePrefix", "")
    definitions = context.table("query definitions").values()
    return {"queryDefinitions": [query for query in definitions if query["name"].startswith(prefix)]}


@operation("logs", "DeleteQueryDefinition")
def delete_query_definition(context: Context) -> Result:
    return {"success": context.table("query definitions").pop(context.params["queryDefinitionId"], None) is not None}


@operation("logs", "PutAccountPolicy")
def put_account_policy(context: Context) -> Result:
    policy = {
        "scope": "ALL",
        **remember(context.params),
        "accountId": context.account_id,
        "lastUpdatedTime": int(time.time() * 1000),
    }
    context.table("account policies")[policy["policyType"], policy["policyName"]] = policy
    return {"accountPolicy": policy}


@operation("logs", "DescribeAccountPolicies")
def describe_account_policies(context: Context) -> Result:
    wanted, name = context.params["policyType"], context.params.get("policyName")
    policies = context.table("account policies").items()
    return {"accountPolicies": [value for key, value in policies if key[0] == wanted and name in (None, key[1])]}


@operation("logs", "DeleteAccountPolicy")
def delete_account_policy(context: Context) -> None:
    context.table("account policies").pop((context.params["policyType"], context.params["policyName"]), None)


@operation("logs", "CreateLogAnomalyDetector")
def create_log_anomaly_detector(context: Context) -> Result:
    arn = context.arn(f"anomaly-detector:{uuid.uuid4()}")
    context.table("anomaly detectors")[arn] = {
        "evaluationFrequency": "FIVE_MIN",
        "anomalyVisibilityTime": 7,
        **remember(context.params, "tags"),
        "anomalyDetectorArn": arn,
        "anomalyDetectorStatus": "ANALYZING",
    }
    context.backend("logs").tag_resource(arn, context.params.get("tags") or {})
    return {"anomalyDetectorArn": arn}


@operation("logs", "GetLogAnomalyDetector")
def get_log_anomaly_detector(context: Context) -> Result:
    arn = context.params["anomalyDetectorArn"]
    return find(context.table("anomaly detectors"), arn, "ResourceNotFoundException", "Anomaly detector")


@operation("logs", "UpdateLogAnomalyDetector")
def update_log_anomaly_detector(context: Context) -> None:
    arn = context.params["anomalyDetectorArn"]
    detector = find(context.table("anomaly detectors"), arn, "ResourceNotFoundException", "Anomaly detector")
    detector.update(remember(context.params))


@operation("logs", "DeleteLogAnomalyDetector")
def delete_log_anomaly_detector(context: Context) -> None:
    context.table("anomaly detectors").pop(context.params["anomalyDetectorArn"], None)


@operation("logs", "UpdateDeliveryConfiguration")
def update_delivery(context: Context) -> None:
    deliveries = context.backend("logs").deliveries
    delivery = find(deliveries, context.params["id"], "ResourceNotFoundException", "Delivery")
    delivery.record_fields = context.params.get("recordFields", delivery.record_fields)
    delivery.field_delimiter = context.params.get("fieldDelimiter", delivery.field_delimiter)
    s3 = context.params.get("s3DeliveryConfiguration", delivery.s3_delivery_configuration)
    delivery.s3_delivery_configuration = s3
