from __future__ import annotations

import pytest

from local_aws import pages
from tests.local_aws.conftest import ACCOUNT_ID, ZONE_ID, Client

DEFAULT_ACCOUNT_ID = "123456789012"


def test_a_zone_with_a_chosen_id_exists_from_the_start(aws: Client) -> None:
    zones = aws("route53", account_id=DEFAULT_ACCOUNT_ID).list_hosted_zones()["HostedZones"]
    assert [(zone["Name"], zone["Id"]) for zone in zones] == [("example.com.", f"/hostedzone/{ZONE_ID}")]


@pytest.mark.needs("route53.create_hosted_zone")
def test_creating_that_zone_adopts_it_once(aws: Client) -> None:
    route53 = aws("route53", account_id=DEFAULT_ACCOUNT_ID)
    first = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    second = route53.create_hosted_zone(Name="example.com", CallerReference="2")["HostedZone"]["Id"]
    assert first == f"/hostedzone/{ZONE_ID}"
    assert second != first


def test_another_account_gets_the_chosen_id_too(aws: Client) -> None:
    created = aws("route53").create_hosted_zone(Name="example.com.", CallerReference="1")
    assert created["HostedZone"]["Id"] == f"/hostedzone/{ZONE_ID}"
    assert aws("route53").get_hosted_zone(Id=ZONE_ID)["HostedZone"]["Name"] == "example.com."


@pytest.mark.needs("route53.give_chosen_id")
def test_a_zone_created_anew_gets_its_id_again(aws: Client) -> None:
    route53 = aws("route53", account_id=DEFAULT_ACCOUNT_ID)
    route53.delete_hosted_zone(Id=ZONE_ID)
    assert route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"].endswith(ZONE_ID)


def test_records_can_be_added_to_the_zone_before_anybody_creates_it(aws: Client) -> None:
    route53 = aws("route53", account_id=DEFAULT_ACCOUNT_ID)
    record = {"Name": "api.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    route53.change_resource_record_sets(HostedZoneId=ZONE_ID, ChangeBatch=batch)
    names = [item["Name"] for item in route53.list_resource_record_sets(HostedZoneId=ZONE_ID)["ResourceRecordSets"]]
    assert "api.example.com." in names


@pytest.mark.needs("route53.echo_health_check")
def test_a_health_check_keeps_its_regions_when_it_changes(aws: Client) -> None:
    route53 = aws("route53")
    regions = ["us-east-1", "us-west-1", "us-west-2"]
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "example.com", "Port": 443, "Regions": regions}
    check = route53.create_health_check(CallerReference="1", HealthCheckConfig=config)["HealthCheck"]["Id"]
    route53.update_health_check(HealthCheckId=check, FailureThreshold=5)
    shown = route53.get_health_check(HealthCheckId=check)["HealthCheck"]["HealthCheckConfig"]
    assert (shown["Regions"], shown["FailureThreshold"]) == (regions, 5)


@pytest.mark.needs("route53.zones_with_a_vpc_are_private")
def test_a_zone_with_a_vpc_is_private(aws: Client) -> None:
    route53, vpc = aws("route53"), aws("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    zone = route53.create_hosted_zone(
        Name="internal.test", CallerReference="1", VPC={"VPCRegion": "us-east-1", "VPCId": vpc}
    )["HostedZone"]
    assert route53.get_hosted_zone(Id=zone["Id"])["HostedZone"]["Config"]["PrivateZone"] is True


@pytest.mark.needs("route53.create_query_logging_config")
def test_queries_are_logged_to_a_group_named_without_a_suffix(aws: Client) -> None:
    route53 = aws("route53")
    zone = route53.create_hosted_zone(Name="shop.test", CallerReference="1")["HostedZone"]["Id"].rpartition("/")[2]
    aws("logs").create_log_group(logGroupName="/aws/route53/shop.test")
    arn = f"arn:aws:logs:us-east-1:{ACCOUNT_ID}:log-group:/aws/route53/shop.test"
    config = route53.create_query_logging_config(HostedZoneId=zone, CloudWatchLogsLogGroupArn=arn)["QueryLoggingConfig"]
    assert config["CloudWatchLogsLogGroupArn"] == arn


@pytest.mark.needs("route53.forget_health_check")
def test_a_deleted_health_check_leaves_nothing(aws: Client, endpoint: str) -> None:
    route53 = aws("route53")
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "example.com", "Port": 443}
    check = route53.create_health_check(CallerReference="1", HealthCheckConfig=config)["HealthCheck"]["Id"]
    route53.delete_health_check(HealthCheckId=check)
    assert pages.ledger(endpoint, ACCOUNT_ID) == {}
