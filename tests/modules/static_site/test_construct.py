"""The bucket, the distribution, and what lies between them."""

import json
from dataclasses import replace

import pytest
from cdktf import App

from modules.base.iam import Statement
from modules.base.security_headers import SecurityHeadersInputs
from modules.static_site.inputs import ApiInputs, StagedRolloutInputs
from tests.modules import CONTEXT, ModuleStack
from tests.modules.static_site import CERTIFICATE_ARN, LOAD_BALANCER, static_site

CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"


def distribution(stack) -> dict:
    return stack.block("aws_cloudfront_distribution.frontend")


def origins(stack) -> dict[str, dict]:
    return {origin["origin_id"]: origin for origin in distribution(stack)["origin"]}


def statements(stack, address) -> dict[str, dict]:
    policy = json.loads(stack.block(address)["policy"])
    return {statement["Sid"]: statement for statement in policy["Statement"]}


def test_serves_its_names_over_new_protocols_only(stack):
    static_site(stack)
    block = distribution(stack)
    assert block["aliases"] == ["example.com", "www.example.com"]
    assert block["viewer_certificate"] == {
        "acm_certificate_arn": CERTIFICATE_ARN,
        "ssl_support_method": "sni-only",
        "minimum_protocol_version": "TLSv1.2_2021",
    }
    assert (block["http_version"], block["is_ipv6_enabled"], block["enabled"]) == ("http2and3", True, True)
    assert (block["price_class"], block["default_root_object"]) == ("PriceClass_100", "index.html")


def test_files_are_compressed_cached_and_come_over_https(stack):
    static_site(stack)
    assert distribution(stack)["default_cache_behavior"] == {
        "target_origin_id": "site",
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD", "OPTIONS"],
        "cached_methods": ["GET", "HEAD"],
        "compress": True,
        "cache_policy_id": CACHING_OPTIMIZED,
        "response_headers_policy_id": "${aws_cloudfront_response_headers_policy.frontend.id}",
        "function_association": [
            {"event_type": "viewer-request", "function_arn": "${aws_cloudfront_function.frontend_router.arn}"}
        ],
    }


def test_no_error_page_hides_what_the_api_answers(stack):
    static_site(stack, api=ApiInputs(), api_origin=LOAD_BALANCER)
    assert "custom_error_response" not in distribution(stack)
    assert all("function_association" not in rule for rule in distribution(stack)["ordered_cache_behavior"])


def test_only_this_distribution_reads_the_bucket(stack):
    static_site(stack)
    assert origins(stack)["site"] == {
        "origin_id": "site",
        "domain_name": "${aws_s3_bucket.frontend_bucket.bucket_regional_domain_name}",
        "origin_access_control_id": "${aws_cloudfront_origin_access_control.frontend.id}",
    }
    access = stack.block("aws_cloudfront_origin_access_control.frontend")
    assert (access["signing_behavior"], access["signing_protocol"]) == ("always", "sigv4")
    found = statements(stack, "aws_s3_bucket_policy.frontend_bucket")
    assert sorted(found) == ["SayNotFound", "Serve", "TlsOnly"]
    for sid, action, resource in (
        ("Serve", "s3:GetObject", "${aws_s3_bucket.frontend_bucket.arn}/*"),
        ("SayNotFound", "s3:ListBucket", "${aws_s3_bucket.frontend_bucket.arn}"),
    ):
        assert found[sid] == {
            "Sid": sid,
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Condition": {"StringEquals": {"AWS:SourceArn": "${aws_cloudfront_distribution.frontend.arn}"}},
            "Action": action,
            "Resource": resource,
        }


def test_api_goes_uncached_with_everything_the_browser_sent(stack):
    static_site(stack, api=ApiInputs(path_patterns=("/api/*", "/graphql")), api_origin=LOAD_BALANCER)
    first, second = distribution(stack)["ordered_cache_behavior"]
    assert first == {
        "path_pattern": "/api/*",
        "target_origin_id": "api",
        "viewer_protocol_policy": "https-only",
        "allowed_methods": ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
        "cached_methods": ["GET", "HEAD"],
        "cache_policy_id": CACHING_DISABLED,
        "origin_request_policy_id": ALL_VIEWER,
    }
    assert second == {**first, "path_pattern": "/graphql"}


def test_internal_load_balancer_is_reached_privately(stack):
    static_site(stack, api=ApiInputs(response_timeout_seconds=45), api_origin=LOAD_BALANCER)
    assert origins(stack)["api"] == {
        "origin_id": "api",
        "domain_name": LOAD_BALANCER.dns_name,
        "vpc_origin_config": {
            "vpc_origin_id": "${aws_cloudfront_vpc_origin.frontend_api.id}",
            "origin_read_timeout": 45,
        },
    }
    assert stack.block("aws_cloudfront_vpc_origin.frontend_api")["vpc_origin_endpoint_config"] == [
        {
            "name": "shop-dev-frontend",
            "arn": LOAD_BALANCER.arn,
            "http_port": 80,
            "https_port": 443,
            "origin_protocol_policy": "https-only",
            "origin_ssl_protocols": [{"items": ["TLSv1.2"], "quantity": 1}],
        }
    ]


def test_public_load_balancer_is_reached_over_tls(stack):
    static_site(stack, api=ApiInputs(origin_access="internet"), api_origin=LOAD_BALANCER)
    assert origins(stack)["api"]["custom_origin_config"] == {
        "http_port": 80,
        "https_port": 443,
        "origin_protocol_policy": "https-only",
        "origin_ssl_protocols": ["TLSv1.2"],
        "origin_read_timeout": 30,
    }
    assert stack.blocks("aws_cloudfront_vpc_origin") == {}


def test_no_origin_carries_a_secret(stack):
    static_site(stack, api=ApiInputs(origin_access="internet"), api_origin=LOAD_BALANCER)
    assert all("custom_header" not in origin for origin in origins(stack).values())


def test_load_balancer_is_left_alone_without_paths_for_it(stack):
    static_site(stack, api_origin=LOAD_BALANCER)
    assert sorted(origins(stack)) == ["site"]
    assert "ordered_cache_behavior" not in distribution(stack)


def test_paths_need_a_load_balancer(stack):
    with pytest.raises(ValueError, match="^frontend has paths of an API, and no api_origin to send them to$"):
        static_site(stack, api=ApiInputs())


def test_browsers_are_told_what_the_site_may_do(stack):
    static_site(stack, security_headers=SecurityHeadersInputs(content_security_policy="default-src 'self'"))
    block = stack.block("aws_cloudfront_response_headers_policy.frontend")
    assert block["security_headers_config"] == {
        "content_security_policy": {"content_security_policy": "default-src 'self'", "override": True},
        "content_type_options": {"override": True},
        "frame_options": {"frame_option": "DENY", "override": True},
        "referrer_policy": {"referrer_policy": "strict-origin-when-cross-origin", "override": True},
        "strict_transport_security": {
            "access_control_max_age_sec": 63072000,
            "include_subdomains": True,
            "preload": False,
            "override": True,
        },
    }
    assert block["custom_headers_config"] == {
        "items": [
            {
                "header": "permissions-policy",
                "value": "camera=(), geolocation=(), microphone=(), payment=()",
                "override": True,
            }
        ]
    }


def test_web_acl_and_blocked_countries_where_asked_for(stack):
    static_site(stack, web_acl_arn="arn:w", blocked_countries=("KP", "IR"))
    assert distribution(stack)["web_acl_id"] == "arn:w"
    assert distribution(stack)["restrictions"] == {
        "geo_restriction": {"restriction_type": "blacklist", "locations": ["IR", "KP"]}
    }


def test_neither_web_acl_nor_blocked_countries_by_default(stack):
    static_site(stack)
    assert "web_acl_id" not in distribution(stack)
    assert distribution(stack)["restrictions"] == {"geo_restriction": {"restriction_type": "none"}}


def test_router_knows_the_documents(stack):
    static_site(
        stack,
        index_document="app.html",
        staged_rollout=StagedRolloutInputs(candidate_document="next.html", visitors_percent=10),
    )
    block = stack.block("aws_cloudfront_function.frontend_router")
    assert (block["runtime"], block["publish"], block["name"]) == ("cloudfront-js-2.0", True, "shop-dev-frontend")
    for line in ("INDEX_DOCUMENT = 'app.html'", "CANDIDATE_DOCUMENT = 'next.html'", "CANDIDATE_PERCENT = 10;"):
        assert f"const {line}" in block["code"]


def test_old_versions_get_colder_and_then_go(stack):
    static_site(stack, noncurrent_version_days=120)
    (rule,) = stack.block("aws_s3_bucket_lifecycle_configuration.frontend_bucket")["rule"]
    assert rule["noncurrent_version_transition"] == [{"noncurrent_days": 30, "storage_class": "STANDARD_IA"}]
    assert rule["noncurrent_version_expiration"] == {"noncurrent_days": 120}
    assert "expiration" not in rule


@pytest.mark.parametrize(
    ("days", "transitions"),
    [
        (59, None),
        (60, [{"days": 30, "storage_class": "STANDARD_IA"}]),
        (179, [{"days": 30, "storage_class": "STANDARD_IA"}]),
        (180, [{"days": 30, "storage_class": "STANDARD_IA"}, {"days": 90, "storage_class": "GLACIER_IR"}]),
    ],
)
def test_logs_get_colder_where_it_is_worth_it(stack, days, transitions):
    static_site(stack, access_log_retention_days=days)
    (rule,) = stack.block("aws_s3_bucket_lifecycle_configuration.frontend_access_logs_bucket")["rule"]
    assert (rule.get("transition"), rule["expiration"]) == (transitions, {"days": days})


def test_requests_to_distribution_and_bucket_are_logged(stack):
    static_site(stack)
    logs = "frontend_access_logs"
    source = stack.block(f"aws_cloudwatch_log_delivery_source.{logs}")
    assert (source["log_type"], source["resource_arn"]) == (
        "ACCESS_LOGS",
        "${aws_cloudfront_distribution.frontend.arn}",
    )
    destination = stack.block(f"aws_cloudwatch_log_delivery_destination.{logs}")
    assert destination["delivery_destination_configuration"] == [
        {"destination_resource_arn": f"${{aws_s3_bucket.{logs}_bucket.arn}}"}
    ]
    assert destination["depends_on"] == [f"aws_s3_bucket_policy.{logs}_bucket"]
    logging = stack.block("aws_s3_bucket_logging.frontend_bucket")
    assert (logging["target_bucket"], logging["target_prefix"]) == (f"${{aws_s3_bucket.{logs}_bucket.id}}", "s3/")


def test_only_log_delivery_of_this_account_writes_logs(stack):
    static_site(stack)
    found = statements(stack, "aws_s3_bucket_policy.frontend_access_logs_bucket")
    assert sorted(found) == ["TlsOnly", "WriteBucketAccessLogs", "WriteDistributionLogs"]
    assert found["WriteDistributionLogs"] == {
        "Sid": "WriteDistributionLogs",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "${aws_s3_bucket.frontend_access_logs_bucket.arn}/AWSLogs/123456789012/CloudFront/*",
        "Condition": {
            "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "123456789012"},
            "ArnLike": {"aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:delivery-source:*"},
        },
    }


@pytest.mark.parametrize("protected", [True, False])
def test_buckets_are_protected_with_the_environment(stack, protected):
    static_site(stack, deletion_protection=protected)
    for block in stack.blocks("aws_s3_bucket").values():
        assert block["lifecycle"] == {"prevent_destroy": protected}


def test_release_may_be_uploaded_and_shown_and_nothing_else(stack):
    site = static_site(stack)
    bucket, arn = "${aws_s3_bucket.frontend_bucket.arn}", "${aws_cloudfront_distribution.frontend.arn}"
    assert site.deploy_statements == (
        Statement(sid="ListSite", actions=["s3:ListBucket"], resources=[bucket]),
        Statement(sid="UploadSite", actions=["s3:PutObject", "s3:DeleteObject"], resources=[f"{bucket}/*"]),
        Statement(
            sid="ShowSite",
            actions=["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"],
            resources=[arn],
        ),
    )


def test_gives_what_records_and_replication_need(stack):
    site = static_site(stack)
    assert site.dns_name == "${aws_cloudfront_distribution.frontend.domain_name}"
    assert site.zone_id == "${aws_cloudfront_distribution.frontend.hosted_zone_id}"
    assert site.bucket.versioning.terraform_address == "aws_s3_bucket_versioning.frontend_bucket"


def test_logs_are_arranged_in_us_east_1(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, region="eu-west-2"))
    static_site(stack, provider="aws.us_east_1")
    with_provider = {address for address in stack.addresses() if "provider" in stack.block(address)}
    assert with_provider == {
        "aws_cloudwatch_log_delivery.frontend_access_logs",
        "aws_cloudwatch_log_delivery_destination.frontend_access_logs",
        "aws_cloudwatch_log_delivery_source.frontend_access_logs",
    }


def test_another_region_needs_a_provider_of_us_east_1(tmp_path):
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, region="eu-west-2"))
    with pytest.raises(ValueError, match="^frontend logs from us-east-1: give a provider of that region$"):
        static_site(stack)


def test_long_names_fit_what_aws_allows(tmp_path):
    stack = ModuleStack(
        App(outdir=str(tmp_path)), replace(CONTEXT, name="macro-ai-production-enhanced-hobby-in-frankfurt-x")
    )
    static_site(stack)
    assert len(stack.block("aws_cloudfront_function.frontend_router")["name"]) <= 64
    assert len(stack.block("aws_cloudwatch_log_delivery_source.frontend_access_logs")["name"]) <= 60
