"""Every limit of LIMITS.md, seen: a test that fails here means that the local AWS learnt something and a row can go."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

import local_aws
from tests.local_aws.conftest import ACCOUNT_ID, Client

LIMITS = Path(local_aws.__file__).with_name("LIMITS.md")
ROW = re.compile(r"^\| (?!area |---)([^|]+) \|", re.MULTILINE)
NOBODY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}


def refused(call: Any, **arguments: Any) -> bool:
    """Whether the local AWS has no such operation."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    return caught.value.response["Error"]["Code"] == "UnsupportedOperation"


def service(aws: Client, *, tasks: int) -> Any:
    """The client of ECS, with a service of an image that does not exist."""
    ecs = aws("ecs")
    ecs.create_cluster(clusterName="dev")
    container = {"name": "api", "image": "nowhere.invalid/api@sha256:1"}
    ecs.register_task_definition(
        family="api",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[container],
    )
    ecs.create_service(cluster="dev", serviceName="api", taskDefinition="api", desiredCount=tasks, launchType="FARGATE")
    return ecs


def test_each_row_has_a_test_and_each_test_a_row() -> None:
    tests = [test for name, test in vars(sys.modules[__name__]).items() if name.startswith("test_")]
    marks = [mark for test in tests for mark in getattr(test, "pytestmark", ()) if mark.name == "limit"]
    assert sorted(mark.args[0] for mark in marks) == sorted(ROW.findall(LIMITS.read_text()))


@pytest.mark.limit("any resource")
def test_values_that_aws_refuses_are_taken(aws: Client) -> None:
    aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=[])
    made = aws("rds").create_db_instance(
        DBInstanceIdentifier="db", Engine="postgres", EngineVersion="99.9", DBInstanceClass="db.none.huge"
    )["DBInstance"]
    assert (made["EngineVersion"], made["DBInstanceClass"]) == ("99.9", "db.none.huge")


@pytest.mark.limit("permissions")
def test_a_policy_that_denies_everything_stops_nobody(aws: Client) -> None:
    s3 = aws("s3")
    s3.create_bucket(Bucket="data")
    s3.put_bucket_policy(Bucket="data", Policy=json.dumps(NOBODY))
    s3.put_object(Bucket="data", Key="a", Body=b"a")
    assert s3.get_object(Bucket="data", Key="a")["Body"].read() == b"a"


@pytest.mark.limit("KMS")
def test_a_key_encrypts_for_those_whom_its_policy_denies_it(aws: Client) -> None:
    kms = aws("kms")
    key = kms.create_key(Policy=json.dumps(NOBODY))["KeyMetadata"]["KeyId"]
    secret = kms.encrypt(KeyId=key, Plaintext=b"a")["CiphertextBlob"]
    assert kms.decrypt(CiphertextBlob=secret)["Plaintext"] == b"a"


@pytest.mark.limit("network")
def test_a_target_that_nobody_listens_at_is_healthy(aws: Client) -> None:
    elbv2, vpc = aws("elbv2"), aws("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    group = elbv2.create_target_group(Name="api", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")
    arn = group["TargetGroups"][0]["TargetGroupArn"]
    elbv2.register_targets(TargetGroupArn=arn, Targets=[{"Id": "10.0.0.1", "Port": 80}])
    health = elbv2.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    assert [target["TargetHealth"]["State"] for target in health] == ["healthy"]


@pytest.mark.limit("ECS services")
def test_a_service_of_an_image_that_does_not_exist_runs(aws: Client) -> None:
    shown = service(aws, tasks=3).describe_services(cluster="dev", services=["api"])["services"][0]
    assert (shown["runningCount"], shown["deployments"][0]["rolloutState"]) == (3, "COMPLETED")


@pytest.mark.limit("ECS one-off tasks")
def test_a_task_of_an_image_that_does_not_exist_succeeds(aws: Client) -> None:
    ecs, subnet = service(aws, tasks=0), aws("ec2").describe_subnets()["Subnets"][0]["SubnetId"]
    network = {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": []}}
    task = ecs.run_task(cluster="dev", taskDefinition="api", launchType="FARGATE", networkConfiguration=network)
    arn = task["tasks"][0]["taskArn"]
    ecs.get_waiter("tasks_stopped").wait(cluster="dev", tasks=[arn], WaiterConfig={"Delay": 0, "MaxAttempts": 5})
    [stopped] = ecs.describe_tasks(cluster="dev", tasks=[arn])["tasks"]
    assert [container["exitCode"] for container in stopped["containers"]] == [0]


@pytest.mark.limit("CodeDeploy")
def test_a_deployment_succeeds_and_nothing_is_deployed(aws: Client) -> None:
    codedeploy = aws("codedeploy")
    codedeploy.create_application(applicationName="api", computePlatform="ECS")
    codedeploy.create_deployment_group(
        applicationName="api", deploymentGroupName="blue", serviceRoleArn="arn:aws:iam::111122223333:role/deploy"
    )
    revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": "{}"}}
    made = codedeploy.create_deployment(applicationName="api", deploymentGroupName="blue", revision=revision)
    shown = codedeploy.get_deployment(deploymentId=made["deploymentId"])["deploymentInfo"]
    assert shown["status"] == "Succeeded"
    assert aws("ecs").list_clusters()["clusterArns"] == []


@pytest.mark.limit("RDS, Aurora, ElastiCache")
def test_a_database_is_available_at_once_and_nobody_answers(aws: Client) -> None:
    rds = aws("rds")
    rds.create_db_instance(DBInstanceIdentifier="db", Engine="postgres", DBInstanceClass="db.t4g.micro")
    [shown] = rds.describe_db_instances()["DBInstances"]
    assert shown["DBInstanceStatus"] == "available"
    assert shown["Endpoint"]["Address"].endswith(".rds.amazonaws.com")


@pytest.mark.limit("RDS restore")
def test_a_restored_database_has_lost_settings(aws: Client) -> None:
    rds = aws("rds")
    rds.create_db_instance(
        DBInstanceIdentifier="db",
        Engine="postgres",
        DBInstanceClass="db.t4g.micro",
        AllocatedStorage=20,
        MaxAllocatedStorage=100,
    )
    rds.create_db_snapshot(DBInstanceIdentifier="db", DBSnapshotIdentifier="copy")
    rds.restore_db_instance_from_db_snapshot(DBInstanceIdentifier="again", DBSnapshotIdentifier="copy")
    shown = {
        one["DBInstanceIdentifier"]: one.get("MaxAllocatedStorage")
        for one in rds.describe_db_instances()["DBInstances"]
    }
    assert shown == {"db": 100, "again": None}


@pytest.mark.limit("RDS option groups")
def test_no_option_group_of_a_current_version_is_made(aws: Client) -> None:
    with pytest.raises(ClientError, match="Cannot find major version 16 for postgres"):
        aws("rds").create_option_group(
            OptionGroupName="shop", EngineName="postgres", MajorEngineVersion="16", OptionGroupDescription="x"
        )


@pytest.mark.limit("ACM")
def test_a_certificate_is_issued_without_its_record(aws: Client) -> None:
    acm = aws("acm")
    arn = acm.request_certificate(DomainName="shop.test", ValidationMethod="DNS")["CertificateArn"]
    # moto issues it once its clock has moved on, which it may not have at the first look.
    looks = [acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"] for _ in range(50)]
    assert looks[-1] == "ISSUED"


@pytest.mark.limit("Route 53")
def test_the_health_check_of_a_name_that_does_not_exist_is_a_success(aws: Client) -> None:
    route53 = aws("route53")
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "nowhere.invalid", "Port": 443}
    check = route53.create_health_check(CallerReference="1", HealthCheckConfig=config)["HealthCheck"]["Id"]
    [seen] = route53.get_health_check_status(HealthCheckId=check)["HealthCheckObservations"]
    assert seen["StatusReport"]["Status"].startswith("Success")


@pytest.mark.limit("CloudFront, Amplify")
def test_nothing_is_built_or_served(aws: Client) -> None:
    amplify = aws("amplify")
    app = amplify.create_app(name="shop")["app"]["appId"]
    amplify.create_branch(appId=app, branchName="main")
    assert refused(amplify.start_job, appId=app, branchName="main", jobType="RELEASE")
    assert refused(aws("cloudfront").test_function, Name="spa", IfMatch="E1", Stage="LIVE", EventObject=b"{}")


@pytest.mark.limit("WAF, GuardDuty, Security Hub, Inspector, Access Analyzer, Config")
def test_nothing_is_inspected(aws: Client) -> None:
    window = {"StartTime": 0, "EndTime": 1}
    assert refused(
        aws("wafv2").get_sampled_requests,
        WebAclArn="arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1",
        RuleMetricName="all",
        Scope="REGIONAL",
        TimeWindow=window,
        MaxItems=1,
    )
    guardduty = aws("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    assert refused(guardduty.create_sample_findings, DetectorId=detector)


@pytest.mark.limit("alarms, composite alarms, metric streams, canaries")
def test_a_metric_far_beyond_its_limit_rings_no_alarm(aws: Client) -> None:
    cloudwatch = aws("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="cpu",
        Namespace="Shop",
        MetricName="cpu",
        Statistic="Maximum",
        Period=10,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    before = cloudwatch.describe_alarms()["MetricAlarms"][0]["StateValue"]
    cloudwatch.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "cpu", "Value": 100}])
    assert cloudwatch.describe_alarms()["MetricAlarms"][0]["StateValue"] == before != "ALARM"


@pytest.mark.limit("autoscaling, scheduled actions, EventBridge, Scheduler")
def test_a_service_below_its_least_number_of_tasks_stays_there(aws: Client) -> None:
    ecs = service(aws, tasks=1)
    aws("application-autoscaling").register_scalable_target(
        ServiceNamespace="ecs",
        ResourceId="service/dev/api",
        ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=5,
        MaxCapacity=10,
    )
    assert ecs.describe_services(cluster="dev", services=["api"])["services"][0]["desiredCount"] == 1


@pytest.mark.limit("S3")
def test_an_object_is_not_copied_to_the_bucket_it_is_replicated_to(aws: Client) -> None:
    s3 = aws("s3")
    for bucket in ("data", "copy"):
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    rule = {"Status": "Enabled", "Prefix": "", "Destination": {"Bucket": "arn:aws:s3:::copy"}}
    s3.put_bucket_replication(
        Bucket="data", ReplicationConfiguration={"Role": f"arn:aws:iam::{ACCOUNT_ID}:role/copy", "Rules": [rule]}
    )
    s3.put_object(Bucket="data", Key="a", Body=b"a")
    assert "Contents" not in s3.list_objects_v2(Bucket="copy")


@pytest.mark.limit("DynamoDB")
def test_a_table_takes_more_than_it_is_provisioned_for(aws: Client) -> None:
    dynamodb = aws("dynamodb")
    dynamodb.create_table(
        TableName="orders",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    )
    # Three hundred times what the table may take in a second; AWS has bursts for that much over five minutes.
    item = {"id": {"S": "a"}, "data": {"S": "x" * 300_000}}
    for _ in range(3):
        dynamodb.put_item(TableName="orders", Item=item)
    assert dynamodb.scan(TableName="orders")["Count"] == 1


@pytest.mark.limit("budgets, anomaly detection")
def test_nothing_is_ever_spent(aws: Client) -> None:
    budget = {"BudgetName": "all", "BudgetType": "COST", "TimeUnit": "MONTHLY"}
    budgets = aws("budgets")
    budgets.create_budget(AccountId=ACCOUNT_ID, Budget={**budget, "BudgetLimit": {"Amount": "1", "Unit": "USD"}})
    spent = budgets.describe_budget(AccountId=ACCOUNT_ID, BudgetName="all")["Budget"].get("CalculatedSpend", {})
    assert float(spent.get("ActualSpend", {}).get("Amount", 0)) == 0


@pytest.mark.limit("API Gateway")
def test_only_rest_apis_and_their_stages_have_tags(aws: Client) -> None:
    with pytest.raises(ClientError, match="The local AWS tags REST APIs and stages only, not usageplans/1"):
        aws("apigateway").get_tags(resourceArn="arn:aws:apigateway:us-east-1::/usageplans/1")


@pytest.mark.limit("S3 Control")
def test_boto3_does_not_reach_it(aws: Client) -> None:
    with pytest.raises(EndpointConnectionError):
        aws("s3control").get_public_access_block(AccountId=ACCOUNT_ID)
