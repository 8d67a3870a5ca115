"""The certificate, its proof, and who waits for it."""

import pytest

from modules.certificate.construct import Certificate

ZONE = "Z0123456789ABCDEFGHIJ"


def certificate(stack, id="certificate", **changes):
    return Certificate(stack, id, **{"domain_name": "example.com", "hosted_zone_id": ZONE, **changes})


def test_is_proven_by_dns_and_replaced_without_a_gap(stack):
    certificate(stack, alternative_names=("www.example.com",))
    assert stack.block("aws_acm_certificate.certificate") == {
        "domain_name": "example.com",
        "subject_alternative_names": ["www.example.com"],
        "validation_method": "DNS",
        "options": {"certificate_transparency_logging_preference": "ENABLED"},
        "tags": {"component": "certificate"},
        "lifecycle": {"create_before_destroy": True},
    }


def test_each_name_has_a_record_at_an_address_of_its_own(stack):
    certificate(stack, alternative_names=("www.my-example.com",))
    assert sorted(stack.blocks("aws_route53_record")) == ["certificate_example_com", "certificate_www_my_example_com"]


def test_record_holds_what_acm_asks_for_this_name(stack):
    certificate(stack)
    options = "for option in aws_acm_certificate.certificate.domain_validation_options"
    assert stack.block("aws_route53_record.certificate_example_com") == {
        "zone_id": ZONE,
        "name": f'${{one([{options} : option.resource_record_name if option.domain_name == "example.com"])}}',
        "type": "CNAME",
        "ttl": 300,
        "records": [f'${{one([{options} : option.resource_record_value if option.domain_name == "example.com"])}}'],
        "allow_overwrite": True,
    }


def test_users_of_the_arn_wait_until_it_is_issued(stack):
    assert certificate(stack).arn == "${aws_acm_certificate_validation.certificate.certificate_arn}"
    assert stack.block("aws_acm_certificate_validation.certificate") == {
        "certificate_arn": "${aws_acm_certificate.certificate.arn}",
        "validation_record_fqdns": ["${aws_route53_record.certificate_example_com.fqdn}"],
    }


def test_provider_alias_applies_to_certificate_and_validation(stack):
    certificate(stack, provider="aws.us_east_1")
    assert stack.block("aws_acm_certificate.certificate")["provider"] == "aws.us_east_1"
    assert stack.block("aws_acm_certificate_validation.certificate")["provider"] == "aws.us_east_1"
    assert "provider" not in stack.block("aws_route53_record.certificate_example_com")


def test_second_region_uses_the_records_of_the_first(stack):
    first = certificate(stack)
    certificate(stack, "cloudfront_certificate", provider="aws.us_east_1", records_of=first)
    assert sorted(stack.blocks("aws_route53_record")) == ["certificate_example_com"]
    validation = stack.block("aws_acm_certificate_validation.cloudfront_certificate")
    assert validation["validation_record_fqdns"] == ["${aws_route53_record.certificate_example_com.fqdn}"]


def test_records_of_a_certificate_without_the_name_are_refused(stack):
    first = certificate(stack)
    with pytest.raises(ValueError, match=r"^certificate has no validation record of www\.example\.com$"):
        certificate(stack, "other", alternative_names=("www.example.com",), records_of=first)
