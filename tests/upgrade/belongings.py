"""What people would miss of Macro AI's production: ids and addresses, and the data that `use` leaves behind."""

from collections.abc import Iterator
from typing import Any

from deploy_matrix.site import Site
from settings.target import Deployment

LIVE = Deployment("macro-ai-production", "live")
BY_HAND = ("DATABASE_URL", "DATABASE_DIRECT_URL", "REDIS_URL", "OPENAI_API_KEY")
"""Secrets whose values come from a person."""
FILE, STREAM, USER = "kept/hobby", "hobby", "ada@example.com"

Found = Iterator[tuple[str, Any]]


def use(site: Site, target_id: str) -> None:
    """Secrets get values, somebody signs up, each bucket gets a file and each log a line."""
    site.stackwright("secrets", target_id, "--local")
    for name in BY_HAND:
        site.client("secretsmanager").put_secret_value(SecretId=f"{LIVE.name}/{name}", SecretString=f"{name} of hobby")
    site.client("cognito-idp").admin_create_user(UserPoolId=_user_pool(site), Username=USER)
    for bucket in _buckets(site):
        site.client("s3").put_object(Bucket=bucket, Key=FILE, Body=b"of hobby")
    logs = site.client("logs")
    for group in _log_groups(site):
        logs.create_log_stream(logGroupName=group, logStreamName=STREAM)
        events = [{"timestamp": 1_790_000_000_000, "message": "of hobby"}]
        logs.put_log_events(logGroupName=group, logStreamName=STREAM, logEvents=events)


def belongings(site: Site) -> dict[str, Any]:
    """`{"subnet 10.60.0.0/24": "subnet-0a1b", ...}`: whatever is the same before and after is still there."""
    kinds = (_network, _load_balancer, _names, _secrets, _users, _stored, _others)
    return {name: value for kind in kinds for name, value in kind(site)}


def _network(site: Site) -> Found:
    ec2 = site.client("ec2")
    own = [{"Name": "tag:system", "Values": [LIVE.system]}]
    for vpc in ec2.describe_vpcs(Filters=own)["Vpcs"]:
        yield f"VPC {vpc['CidrBlock']}", vpc["VpcId"]
    for subnet in ec2.describe_subnets(Filters=own)["Subnets"]:
        yield f"subnet {subnet['CidrBlock']}", subnet["SubnetId"]
    for address in ec2.describe_addresses(Filters=own)["Addresses"]:
        yield f"address {address['PublicIp']}", address["AllocationId"]
    for gateway in ec2.describe_nat_gateways(Filters=own)["NatGateways"]:
        if gateway["State"] == "available":
            yield f"NAT gateway {gateway['NatGatewayId']}", gateway["SubnetId"]
    for group in ec2.describe_security_groups(Filters=own)["SecurityGroups"]:
        yield f"security group {group['GroupName']}", group["GroupId"]


def _load_balancer(site: Site) -> Found:
    elb = site.client("elbv2")
    for balancer in elb.describe_load_balancers(Names=[LIVE.name])["LoadBalancers"]:
        yield "load balancer", (balancer["LoadBalancerArn"], balancer["DNSName"])
        for listener in elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
            yield f"listener {listener['Port']}", listener["ListenerArn"]
    for group in elb.describe_target_groups()["TargetGroups"]:
        yield f"target group {group['TargetGroupName']}", group["TargetGroupArn"]


def _names(site: Site) -> Found:
    route53 = site.client("route53")
    for zone in route53.list_hosted_zones()["HostedZones"]:
        for record in route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]:
            if record["Type"] not in ("NS", "SOA"):
                yield f"record {record['Name']} {record['Type']}", record
    for certificate in site.client("acm").list_certificates()["CertificateSummaryList"]:
        yield f"certificate {certificate['DomainName']}", certificate["CertificateArn"]
    for app in site.client("amplify").list_apps()["apps"]:
        yield f"frontend {app['name']}", (app["appId"], app["defaultDomain"])


def _secrets(site: Site) -> Found:
    manager = site.client("secretsmanager")
    for secret in manager.list_secrets()["SecretList"]:
        yield f"secret {secret['Name']}", secret["ARN"]
        if secret.get("SecretVersionsToStages"):
            value = manager.get_secret_value(SecretId=secret["ARN"])
            yield f"value of {secret['Name']}", (value["SecretString"], value["VersionId"])


def _users(site: Site) -> Found:
    cognito, pool = site.client("cognito-idp"), _user_pool(site)
    yield "user pool", pool
    for client in cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=60)["UserPoolClients"]:
        yield f"user pool client {client['ClientName']}", client["ClientId"]
    for user in cognito.list_users(UserPoolId=pool)["Users"]:
        yield f"user {user['Username']}", user["UserCreateDate"]


def _stored(site: Site) -> Found:
    for bucket in _buckets(site):
        yield f"bucket {bucket}", site.client("s3").get_object(Bucket=bucket, Key=FILE)["ETag"]
    for group in _log_groups(site):
        kept = site.client("logs").filter_log_events(logGroupName=group)["events"]
        yield f"log group {group}", [event["message"] for event in kept]


def _others(site: Site) -> Found:
    for topic in site.client("sns").list_topics()["Topics"]:
        yield f"topic {topic['TopicArn']}", True
    for alias in site.client("kms").list_aliases()["Aliases"]:
        if LIVE.name in alias["AliasName"]:
            yield f"key {alias['AliasName']}", alias["TargetKeyId"]
    for parameter in site.client("ssm").describe_parameters()["Parameters"]:
        yield f"parameter {parameter['Name']}", True
    [service] = site.client("ecs").describe_services(cluster=LIVE.name, services=[f"{LIVE.name}-api"])["services"]
    names = ("serviceArn", "taskDefinition", "networkConfiguration", "loadBalancers")
    yield "service", {name: service[name] for name in names}


def _user_pool(site: Site) -> str:
    [pool] = site.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    return pool["Id"]


def _buckets(site: Site) -> list[str]:
    names = [bucket["Name"] for bucket in site.client("s3").list_buckets()["Buckets"]]
    return [name for name in names if name.startswith(LIVE.name)]


def _log_groups(site: Site) -> list[str]:
    found: list[str] = []
    for page in site.client("logs").get_paginator("describe_log_groups").paginate():
        found += [group["logGroupName"] for group in page["logGroups"]]
    return found
