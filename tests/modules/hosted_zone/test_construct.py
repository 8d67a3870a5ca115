"""A zone that is kept, taken over where it exists, logged, and signed where asked for."""

import json

import pytest

from modules.hosted_zone.construct import HostedZone
from modules.hosted_zone.inputs import HostedZoneInputs
from tests.modules import KEY_ARN


def zone(stack, *, deletion_protection=True, **changes):
    return HostedZone(
        stack,
        "hosted_zone",
        HostedZoneInputs(**{"name": "example.com", **changes}),
        kms_key_arn=KEY_ARN,
        log_retention_days=30,
        deletion_protection=deletion_protection,
    )


@pytest.mark.parametrize("protected", [True, False])
def test_zone_is_kept_as_long_as_it_is_protected_and_never_loses_records_of_others(stack, protected):
    made = zone(stack, deletion_protection=protected)
    assert stack.block("aws_route53_zone.hosted_zone") == {
        "name": "example.com",
        "comment": "Names of shop",
        "force_destroy": False,
        "lifecycle": {"prevent_destroy": protected},
        "tags": {"component": "hosted_zone"},
    }
    assert (made.zone_id, made.name_servers) == (
        "${aws_route53_zone.hosted_zone.zone_id}",
        "${aws_route53_zone.hosted_zone.name_servers}",
    )


def test_outputs_are_what_environments_and_the_registrar_need(stack):
    made = zone(stack)
    assert stack.root()["output"] == {
        "hosted_zone_zone_id": {
            "value": made.zone_id,
            "description": "Hosted zone of example.com, for `domain.hosted_zone_id`",
        },
        "hosted_zone_name_servers": {
            "value": made.name_servers,
            "description": "What the registrar has to delegate the domain to",
        },
    }


def test_zone_with_an_id_is_taken_over(stack):
    zone(stack, hosted_zone_id="Z0123456789ABCDEFGHIJ")
    assert stack.root()["import"] == [{"to": "aws_route53_zone.hosted_zone", "id": "Z0123456789ABCDEFGHIJ"}]


def test_zone_without_an_id_is_made(stack):
    zone(stack)
    assert "import" not in stack.root()


@pytest.mark.parametrize(
    ("changes", "records"),
    [
        ({}, ['0 issue "amazon.com"']),
        (
            {"certificate_authorities": ("amazon.com", "letsencrypt.org"), "report_email": "security@example.com"},
            ['0 issue "amazon.com"', '0 issue "letsencrypt.org"', '0 iodef "mailto:security@example.com"'],
        ),
    ],
)
def test_only_named_authorities_issue_certificates(stack, changes, records):
    zone(stack, **changes)
    assert stack.block("aws_route53_record.hosted_zone_certificate_authorities") == {
        "zone_id": "${aws_route53_zone.hosted_zone.zone_id}",
        "name": "example.com",
        "type": "CAA",
        "ttl": 3600,
        "records": records,
    }


def test_queries_are_logged_by_route_53_alone_into_an_encrypted_group(stack):
    zone(stack)
    group = "aws_cloudwatch_log_group.hosted_zone_queries"
    assert stack.block(group) == {
        "name": "/aws/route53/example.com",
        "retention_in_days": 30,
        "kms_key_id": KEY_ARN,
        "tags": {"component": "hosted_zone"},
    }
    assert stack.block("aws_route53_query_log.hosted_zone_queries") == {
        "zone_id": "${aws_route53_zone.hosted_zone.zone_id}",
        "cloudwatch_log_group_arn": f"${{{group}.arn}}",
        "depends_on": ["aws_cloudwatch_log_resource_policy.hosted_zone_queries"],
    }
    policy = stack.block("aws_cloudwatch_log_resource_policy.hosted_zone_queries")
    assert policy["policy_name"] == "shop-dev-dns-queries"
    assert json.loads(policy["policy_document"])["Statement"] == [
        {
            "Sid": "QueriesOfThisZone",
            "Effect": "Allow",
            "Principal": {"Service": "route53.amazonaws.com"},
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": f"${{{group}.arn}}:*",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "123456789012"},
                "ArnLike": {"aws:SourceArn": "${aws_route53_zone.hosted_zone.arn}"},
            },
        }
    ]


def test_without_logging_and_signing_there_are_the_zone_and_its_authorities(stack):
    zone(stack, query_logging=False)
    assert stack.addresses() == [
        "aws_route53_record.hosted_zone_certificate_authorities",
        "aws_route53_zone.hosted_zone",
    ]


def test_signed_zone_has_a_key_of_its_own_and_tells_the_ds_record(stack):
    zone(stack, dnssec=True)
    key = stack.block("aws_kms_key.hosted_zone_signing")
    assert (key["customer_master_key_spec"], key["key_usage"]) == ("ECC_NIST_P256", "SIGN_VERIFY")
    assert stack.block("aws_route53_key_signing_key.hosted_zone_signing") == {
        "hosted_zone_id": "${aws_route53_zone.hosted_zone.zone_id}",
        "key_management_service_arn": "${aws_kms_key.hosted_zone_signing.arn}",
        "name": "shop_dev",
    }
    assert stack.block("aws_route53_hosted_zone_dnssec.hosted_zone_signing") == {
        "hosted_zone_id": "${aws_route53_zone.hosted_zone.zone_id}",
        "depends_on": ["aws_route53_key_signing_key.hosted_zone_signing"],
    }
    assert stack.root()["output"]["hosted_zone_ds_record"] == {
        "value": "${aws_route53_key_signing_key.hosted_zone_signing.ds_record}",
        "description": "What the registrar publishes, so that DNSSEC counts",
    }


def test_only_route_53_signs_and_only_for_zones_of_this_account(stack):
    zone(stack, dnssec=True)
    statements = json.loads(stack.block("aws_kms_key.hosted_zone_signing")["policy"])["Statement"]
    assert [(one["Principal"], one["Action"], one.get("Condition")) for one in statements] == [
        ({"AWS": "arn:aws:iam::123456789012:root"}, "kms:*", None),
        (
            {"Service": "dnssec-route53.amazonaws.com"},
            ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            {
                "StringEquals": {"aws:SourceAccount": "123456789012"},
                "ArnLike": {"aws:SourceArn": "arn:aws:route53:::hostedzone/*"},
            },
        ),
        (
            {"Service": "dnssec-route53.amazonaws.com"},
            "kms:CreateGrant",
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
    ]
