"""What the load balancer does with requests, and who may send them."""

import json
from dataclasses import replace

import pytest
from cdktf import App

from modules.load_balancer.construct import LoadBalancer
from modules.load_balancer.inputs import LoadBalancerInputs
from tests.modules import CONTEXT, ModuleStack

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"


def load_balancer(stack, *, deletion_protection=True, **changes):
    return LoadBalancer(
        stack,
        "load_balancer",
        LoadBalancerInputs(**changes),
        vpc_id="vpc-1",
        subnet_ids=("subnet-1", "subnet-2"),
        certificate_arn=CERTIFICATE,
        deletion_protection=deletion_protection,
    )


@pytest.mark.requirement("C-12")
def test_http_is_only_redirected(stack):
    load_balancer(stack)
    listener = stack.block("aws_lb_listener.load_balancer_http")
    assert (listener["port"], listener["protocol"]) == (80, "HTTP")
    assert listener["default_action"] == {
        "type": "redirect",
        "redirect": {"protocol": "HTTPS", "port": "443", "status_code": "HTTP_301"},
    }


@pytest.mark.requirement("C-12")
def test_https_speaks_tls_12_and_answers_404_by_itself(stack):
    load_balancer(stack)
    listener = stack.block("aws_lb_listener.load_balancer_https")
    assert (listener["port"], listener["protocol"]) == (443, "HTTPS")
    assert listener["ssl_policy"] == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    assert listener["certificate_arn"] == CERTIFICATE
    assert listener["default_action"] == {
        "type": "fixed-response",
        "fixed_response": {
            "content_type": "application/json",
            "message_body": '{"error": "not found"}',
            "status_code": "404",
        },
    }


def test_answers_tell_browsers_to_stay_on_https_and_name_no_server(stack):
    load_balancer(stack)
    listener = stack.block("aws_lb_listener.load_balancer_https")
    assert listener["routing_http_response_strict_transport_security_header_value"] == "max-age=31536000"
    assert listener["routing_http_response_x_content_type_options_header_value"] == "nosniff"
    assert listener["routing_http_response_server_enabled"] is False


@pytest.mark.requirement("C-12")
def test_drops_invalid_headers_and_writes_access_logs(stack):
    load_balancer(stack)
    block = stack.block("aws_lb.load_balancer")
    assert block["drop_invalid_header_fields"] is True
    assert block["desync_mitigation_mode"] == "defensive"
    assert block["access_logs"] == {"bucket": "${aws_s3_bucket.load_balancer_access_logs.id}", "enabled": True}
    assert block["depends_on"] == ["aws_s3_bucket_policy.load_balancer_access_logs"]


@pytest.mark.requirement("C-12")
@pytest.mark.parametrize("deletion_protection", [True, False])
def test_deletion_protection_keeps_load_balancer_and_logs(stack, deletion_protection):
    load_balancer(stack, deletion_protection=deletion_protection)
    assert stack.block("aws_lb.load_balancer")["enable_deletion_protection"] is deletion_protection
    assert stack.block("aws_s3_bucket.load_balancer_access_logs")["force_destroy"] is not deletion_protection


@pytest.mark.requirement("C-10", "E-07")
def test_cloudfront_alone_reaches_an_internal_one(stack):
    load_balancer(stack, internal=True)
    assert stack.blocks("aws_vpc_security_group_ingress_rule") == {
        "load_balancer_https_cloudfront": {
            "security_group_id": "${aws_security_group.load_balancer.id}",
            "description": "CloudFront to port 443",
            "prefix_list_id": "pl-3b927c52",
            "ip_protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "tags": {"component": "load_balancer"},
        }
    }


def test_others_reach_an_internal_one_where_asked(stack):
    load_balancer(stack, internal=True, ingress_cidr_blocks=("10.0.0.0/8",))
    rules = stack.blocks("aws_vpc_security_group_ingress_rule").values()
    assert [(rule.get("cidr_ipv4"), rule["from_port"]) for rule in rules] == [
        (None, 443),
        ("10.0.0.0/8", 80),
        ("10.0.0.0/8", 443),
    ]


def test_an_internal_one_needs_a_region_whose_list_is_known(tmp_path):
    elsewhere = ModuleStack(App(outdir=str(tmp_path)), context=replace(CONTEXT, region="eu-west-1"))
    with pytest.raises(ValueError, match=r"^load_balancer: CloudFront's addresses in eu-west-1 are not known here$"):
        load_balancer(elsewhere, internal=True)


@pytest.mark.requirement("C-10")
def test_internet_reaches_ports_80_and_443_only(stack):
    load_balancer(stack)
    rules = stack.blocks("aws_vpc_security_group_ingress_rule")
    assert sorted((rule["cidr_ipv4"], rule["from_port"], rule["to_port"]) for rule in rules.values()) == [
        ("0.0.0.0/0", 80, 80),
        ("0.0.0.0/0", 443, 443),
    ]
    assert stack.blocks("aws_vpc_security_group_egress_rule") == {}


def test_only_the_named_networks_reach_it_when_given(stack):
    load_balancer(stack, ingress_cidr_blocks=("203.0.113.0/24", "198.51.100.0/24"))
    assert sorted(stack.blocks("aws_vpc_security_group_ingress_rule")) == [
        "load_balancer_http_198_51_100_0_24",
        "load_balancer_http_203_0_113_0_24",
        "load_balancer_https_198_51_100_0_24",
        "load_balancer_https_203_0_113_0_24",
    ]


def test_has_no_test_listener_by_itself(stack):
    assert load_balancer(stack).test_listener_arn is None
    assert sorted(stack.blocks("aws_lb_listener")) == ["load_balancer_http", "load_balancer_https"]


def test_test_listener_is_like_the_public_one_for_the_named_networks(stack):
    made = load_balancer(stack, test_listener_port=8443, test_listener_cidr_blocks=("203.0.113.0/24",))
    assert made.test_listener_arn == "${aws_lb_listener.load_balancer_test.arn}"
    public = stack.block("aws_lb_listener.load_balancer_https")
    assert stack.block("aws_lb_listener.load_balancer_test") == {**public, "port": 8443}
    rule = stack.block("aws_vpc_security_group_ingress_rule.load_balancer_test_203_0_113_0_24")
    assert (rule["cidr_ipv4"], rule["from_port"], rule["to_port"]) == ("203.0.113.0/24", 8443, 8443)


def test_log_bucket_is_private_encrypted_versioned_and_empties_itself(stack):
    load_balancer(stack, access_log_retention_days=30)
    name = "load_balancer_access_logs"
    assert stack.block(f"aws_s3_bucket.{name}")["bucket"] == "shop-dev-load-balancer-logs-123456789012"
    block = stack.block(f"aws_s3_bucket_public_access_block.{name}")
    assert {key for key, value in block.items() if value is True} == {
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
    }
    encryption = stack.block(f"aws_s3_bucket_server_side_encryption_configuration.{name}")
    assert encryption["rule"] == [
        {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}, "bucket_key_enabled": False}
    ]
    assert stack.block(f"aws_s3_bucket_versioning.{name}")["versioning_configuration"] == {"status": "Enabled"}
    [rule] = stack.block(f"aws_s3_bucket_lifecycle_configuration.{name}")["rule"]
    assert (rule["expiration"], rule["noncurrent_version_expiration"]) == ({"days": 30}, {"noncurrent_days": 1})


def test_log_bucket_takes_this_accounts_logs_and_nothing_without_tls(stack):
    load_balancer(stack)
    policy = json.loads(stack.block("aws_s3_bucket_policy.load_balancer_access_logs")["policy"])
    write, tls_only = policy["Statement"]
    assert write == {
        "Sid": "WriteAccessLogs",
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "${aws_s3_bucket.load_balancer_access_logs.arn}/AWSLogs/123456789012/*",
    }
    assert (tls_only["Effect"], tls_only["Principal"]) == ("Deny", "*")
    assert tls_only["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_long_names_fit_what_aws_allows(tmp_path):
    name = "macro-ai-production-enhanced-hobby-in-frankfurt"
    stack = ModuleStack(App(outdir=str(tmp_path)), replace(CONTEXT, name=name))
    load_balancer(stack)
    block = stack.block("aws_lb.load_balancer")
    assert len(block["name"]) <= 32
    assert block["tags"]["Name"] == name
    assert len(stack.block("aws_s3_bucket.load_balancer_access_logs")["bucket"]) <= 63
