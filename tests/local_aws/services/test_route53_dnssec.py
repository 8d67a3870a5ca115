from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from tests.local_aws.conftest import ZONE_ID, Client

KEY = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555"


@pytest.fixture
def route53(aws: Client):
    client = aws("route53")
    client.create_hosted_zone(Name="example.com.", CallerReference="1")
    return client


def create_key(route53, status: str = "ACTIVE"):
    return route53.create_key_signing_key(
        CallerReference="1", HostedZoneId=ZONE_ID, KeyManagementServiceArn=KEY, Name="first", Status=status
    )["KeySigningKey"]


def code(call, **arguments) -> str:
    with pytest.raises(ClientError) as error:
        call(HostedZoneId=ZONE_ID, **arguments)
    return error.value.response["Error"]["Code"]


@pytest.mark.needs("route53.get_dnssec")
def test_a_zone_is_signed_with_an_active_key_and_says_what_the_registrar_needs(route53) -> None:
    key = create_key(route53)
    assert (key["KmsArn"], key["Status"], key["SigningAlgorithmMnemonic"]) == (KEY, "ACTIVE", "ECDSAP256SHA256")
    assert key["DSRecord"] == f"{key['KeyTag']} 13 2 {key['DigestValue']}"
    route53.enable_hosted_zone_dnssec(HostedZoneId=ZONE_ID)
    shown = route53.get_dnssec(HostedZoneId=ZONE_ID)
    assert shown["Status"]["ServeSignature"] == "SIGNING"
    assert [one["Name"] for one in shown["KeySigningKeys"]] == ["first"]


def test_a_zone_without_an_active_key_cannot_be_signed(route53) -> None:
    create_key(route53, "INACTIVE")
    assert code(route53.enable_hosted_zone_dnssec) == "KeySigningKeyWithActiveStatusNotFound"
    assert route53.get_dnssec(HostedZoneId=ZONE_ID)["Status"]["ServeSignature"] == "NOT_SIGNING"


def test_a_key_goes_only_after_signing_and_the_key_itself_are_switched_off(route53) -> None:
    create_key(route53)
    route53.enable_hosted_zone_dnssec(HostedZoneId=ZONE_ID)
    assert code(route53.deactivate_key_signing_key, Name="first") == "KeySigningKeyInUse"
    route53.disable_hosted_zone_dnssec(HostedZoneId=ZONE_ID)
    assert code(route53.delete_key_signing_key, Name="first") == "InvalidKeySigningKeyStatus"
    route53.deactivate_key_signing_key(HostedZoneId=ZONE_ID, Name="first")
    route53.delete_key_signing_key(HostedZoneId=ZONE_ID, Name="first")
    assert route53.get_dnssec(HostedZoneId=ZONE_ID)["KeySigningKeys"] == []
    assert code(route53.delete_key_signing_key, Name="first") == "NoSuchKeySigningKey"


def test_names_of_keys_are_taken_once(route53) -> None:
    create_key(route53)
    with pytest.raises(ClientError, match="KeySigningKeyAlreadyExists"):
        create_key(route53)
