import json

from tests.review.making import entry
from tests.review.risk.examples import Example

BLOCK = {
    "block_public_acls": True,
    "block_public_policy": True,
    "ignore_public_acls": True,
    "restrict_public_buckets": True,
}
ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"


def ingress(first: int, last: int, *ranges: str, protocol: str = "tcp") -> dict[str, object]:
    rule = {"from_port": first, "to_port": last, "protocol": protocol, "cidr_blocks": list(ranges)}
    return {"id": "sg-1", "ingress": [rule]}


def listener(kind: str, protocol: str = "HTTP") -> dict[str, object]:
    return {"protocol": protocol, "port": 80, "default_action": [{"type": kind}]}


def behaviour(policy: str) -> dict[str, object]:
    return {"default_cache_behavior": [{"viewer_protocol_policy": policy}]}


def encrypted_with(algorithm: str) -> dict[str, object]:
    return {"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": algorithm}]}]}


def parameter(name: str, value: str) -> dict[str, object]:
    return {"parameter": [{"name": name, "value": value}]}


def web_acl(default: str, *, counts: bool = False, rule: str = "bad-inputs") -> dict[str, object]:
    action = {"count": [{}]} if counts else {"none": [{}]}
    return {"default_action": [{default: [{}]}], "rule": [{"name": rule, "override_action": [action]}]}


def policy(principal: object, **more: object) -> dict[str, str]:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
    return {"policy": json.dumps({"Statement": [statement | more]})}


FROM_OUR_NETWORK = {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}

EXAMPLES = {
    "port-opened": Example(
        bad=(
            entry("aws_security_group.a", ingress(22, 22, "10.0.0.0/8"), ingress(22, 22, "0.0.0.0/0")),
            entry("aws_security_group.b", ingress(5432, 5432, "0.0.0.0/0"), ingress(5400, 5500, "0.0.0.0/0")),
            entry("aws_security_group.c", None, ingress(443, 443, "0.0.0.0/0")),
            entry(
                "aws_vpc_security_group_ingress_rule.d",
                None,
                {"security_group_id": "sg-9", "ip_protocol": "-1", "cidr_ipv6": "::/0"},
            ),
            entry(
                "aws_security_group_rule.e",
                None,
                {"type": "ingress", "protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_blocks": ["0.0.0.0/1"]},
            ),
        ),
        says=(
            "critical: Port 22 is opened to everyone (0.0.0.0/0).",
            "critical: Ports 5400 to 5500 are opened to everyone (0.0.0.0/0).",
            "critical: Every port is opened to everyone (::/0).",
            "high: Port 80 is opened to everyone (0.0.0.0/1).",
            "medium: Port 443 is opened to everyone (0.0.0.0/0).",
        ),
        good=(
            entry("aws_security_group.a", ingress(22, 22, "0.0.0.0/0"), ingress(22, 22, "10.0.0.0/8")),
            entry("aws_security_group.b", ingress(1, 9, "0.0.0.0/0"), ingress(2, 8, "0.0.0.0/0")),
            entry(
                "aws_vpc_security_group_ingress_rule.same_as_before",
                None,
                {
                    "security_group_id": "sg-1",
                    "ip_protocol": "tcp",
                    "from_port": 5,
                    "to_port": 5,
                    "cidr_ipv4": "0.0.0.0/0",
                },
            ),
            entry("aws_security_group.ping", None, ingress(-1, -1, "0.0.0.0/0", protocol="icmp")),
            entry("aws_security_group.later", None, {}, after_unknown={"ingress": True}),
        ),
    ),
    "network-acl-opened": Example(
        bad=(
            entry(
                "aws_network_acl_rule.a",
                {"egress": False, "rule_action": "allow", "cidr_block": "10.0.0.0/8"},
                {"egress": False, "rule_action": "allow", "cidr_block": "0.0.0.0/0"},
            ),
            entry("aws_network_acl.b", {"ingress": []}, {"ingress": [{"action": "allow", "ipv6_cidr_block": "::/0"}]}),
        ),
        says=(
            "medium: The network ACL lets in everyone (::/0); only security groups keep them out from then on.",
            "medium: The network ACL lets in everyone (0.0.0.0/0); only security groups keep them out from then on.",
        ),
        good=(
            entry(
                "aws_network_acl_rule.a",
                {"egress": True, "rule_action": "allow", "cidr_block": "10.0.0.0/8"},
                {"egress": True, "rule_action": "allow", "cidr_block": "0.0.0.0/0"},
            ),
            entry("aws_network_acl.b", {"ingress": []}, {"ingress": [{"action": "deny", "cidr_block": "0.0.0.0/0"}]}),
        ),
    ),
    "endpoint-public": Example(
        bad=(
            entry("aws_lb.a", {"internal": True}, {"internal": False}, replace_paths=[["internal"]]),
            entry("aws_lambda_function_url.b", None, {"authorization_type": "NONE"}),
            entry(
                "aws_eks_cluster.c",
                {"vpc_config": [{"endpoint_public_access": False}]},
                {"vpc_config": [{"endpoint_public_access": True}]},
            ),
        ),
        says=(
            "high: The cluster's API becomes reachable from the internet.",
            "high: Everyone on the internet may call the function: its URL asks nobody who they are.",
            "high: The load balancer becomes reachable from the internet.",
        ),
        good=(
            entry("aws_lb.a", None, {"internal": False}),
            entry("aws_lambda_function_url.b", {"authorization_type": "NONE"}, {"authorization_type": "AWS_IAM"}),
        ),
    ),
    "address-given": Example(
        bad=(
            entry("aws_subnet.a", {"map_public_ip_on_launch": False}, {"map_public_ip_on_launch": True}),
            entry(
                "aws_ecs_service.b",
                {"network_configuration": [{"assign_public_ip": False}]},
                {"network_configuration": [{"assign_public_ip": True}]},
            ),
            entry(
                "aws_instance.c",
                {"metadata_options": [{"http_tokens": "required"}]},
                {"metadata_options": [{"http_tokens": "optional"}]},
            ),
        ),
        says=(
            "medium: New tasks get addresses on the internet; only their security group keeps everyone out.",
            "medium: The instance's credentials can be read without a token again, so through a server that fetches any "
            "URL.",
            "medium: map_public_ip_on_launch is switched on: what starts there gets an address on the internet.",
        ),
        good=(
            entry("aws_subnet.new", None, {"map_public_ip_on_launch": True}),
            entry(
                "aws_instance.c",
                {"metadata_options": [{"http_tokens": "optional"}]},
                {"metadata_options": [{"http_tokens": "required"}]},
            ),
        ),
    ),
    "public-access-block-lifted": Example(
        bad=(
            entry("aws_s3_bucket_public_access_block.a", BLOCK, BLOCK | {"block_public_policy": False}),
            entry("aws_s3_account_public_access_block.b", BLOCK, None),
            entry("aws_s3_bucket_public_access_block.c", None, BLOCK | {"ignore_public_acls": None}),
        ),
        says=(
            "high: Not switched on for all buckets of the account: block_public_acls, block_public_policy, "
            "ignore_public_acls, restrict_public_buckets; a policy or an ACL can make objects public.",
            "high: Not switched on for the bucket: block_public_policy; a policy or an ACL can make objects public.",
            "high: Not switched on for the bucket: ignore_public_acls; a policy or an ACL can make objects public.",
        ),
        good=(
            entry("aws_s3_bucket_public_access_block.a", None, BLOCK),
            entry("aws_s3_bucket_public_access_block.b", BLOCK | {"block_public_policy": False}, BLOCK),
        ),
    ),
    "bucket-acl-public": Example(
        bad=(
            entry("aws_s3_bucket_acl.a", {"acl": "private"}, {"acl": "public-read"}),
            entry(
                "aws_s3_bucket_acl.b",
                None,
                {"access_control_policy": [{"grant": [{"grantee": [{"uri": ALL_USERS}], "permission": "READ"}]}]},
            ),
        ),
        says=(
            "critical: The ACL public-read lets everyone on the internet at the objects.",
            "critical: The ACL grants READ to everyone on the internet.",
        ),
        good=(entry("aws_s3_bucket_acl.a", {"acl": "public-read"}, {"acl": "private"}),),
    ),
    "database-public": Example(
        bad=(entry("aws_db_instance.a", {"publicly_accessible": False}, {"publicly_accessible": True}),),
        says=(
            "critical: It gets an address on the internet; only its security group keeps everyone out from then on.",
        ),
        good=(entry("aws_db_instance.a", {"publicly_accessible": True}, {"publicly_accessible": False}),),
    ),
    "shared-with-all": Example(
        bad=(
            entry("aws_db_snapshot.a", {"shared_accounts": ["1"]}, {"shared_accounts": ["1", "all"]}),
            entry("aws_ami_launch_permission.b", None, {"group": "all"}),
        ),
        says=(
            "critical: Every AWS account in the world may copy it, with all data in it.",
            "critical: Every AWS account in the world may copy it, with all data in it.",
        ),
        good=(entry("aws_db_snapshot.a", {"shared_accounts": ["all"]}, {"shared_accounts": ["1"]}),),
    ),
    "tls-weakened": Example(
        bad=(
            entry(
                "aws_lb_listener.a",
                {"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
                {"ssl_policy": "ELBSecurityPolicy-2016-08"},
            ),
            entry(
                "aws_cloudfront_distribution.b",
                None,
                {"viewer_certificate": [{"minimum_protocol_version": "TLSv1.1_2016"}]},
            ),
        ),
        says=(
            "high: The policy TLSv1.1_2016 takes TLS 1.1.",
            "high: The policy ELBSecurityPolicy-2016-08 takes TLS 1.0, where ELBSecurityPolicy-TLS13-1-2-2021-06 asked "
            "for TLS 1.2.",
        ),
        good=(
            entry(
                "aws_lb_listener.a",
                {"ssl_policy": "ELBSecurityPolicy-2016-08"},
                {"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"},
            ),
            entry(
                "aws_cloudfront_distribution.b",
                None,
                {"viewer_certificate": [{"minimum_protocol_version": "TLSv1.2_2021"}]},
            ),
        ),
    ),
    "plain-http": Example(
        bad=(entry("aws_lb_listener.a", listener("redirect"), listener("forward")),),
        says=(
            "high: It answers plain HTTP instead of redirecting to HTTPS: passwords and cookies can be read on the way.",
        ),
        good=(
            entry("aws_lb_listener.a", None, listener("redirect")),
            entry("aws_lb_listener.b", None, listener("forward", "HTTPS")),
            entry("aws_lb_listener.c", listener("forward"), listener("forward") | {"tags": {"a": "b"}}),
        ),
    ),
    "viewers-plain-http": Example(
        bad=(entry("aws_cloudfront_distribution.a", behaviour("redirect-to-https"), behaviour("allow-all")),),
        says=("high: Every other path is served over plain HTTP too.",),
        good=(entry("aws_cloudfront_distribution.a", behaviour("allow-all"), behaviour("https-only")),),
    ),
    "encryption-off": Example(
        bad=(
            entry(
                "aws_elasticache_replication_group.a",
                {"transit_encryption_enabled": True},
                {"transit_encryption_enabled": False},
            ),
            entry("aws_kms_key.b", {"enable_key_rotation": True}, {"enable_key_rotation": False}),
            entry("aws_cloudwatch_log_group.c", {"kms_key_id": "k"}, {"kms_key_id": None, "name": "c"}),
        ),
        says=(
            "high: transit_encryption_enabled is switched off.",
            "medium: kms_key_id goes: the key of your own no longer protects it, and nobody can revoke that.",
            "medium: enable_key_rotation is switched off.",
        ),
        good=(
            entry(
                "aws_elasticache_replication_group.a",
                {"transit_encryption_enabled": False},
                {"transit_encryption_enabled": True},
            ),
            entry("aws_cloudwatch_log_group.c", {"kms_key_id": "k"}, {}, after_unknown={"kms_key_id": True}),
        ),
    ),
    "bucket-encryption-weakened": Example(
        bad=(
            entry(
                "aws_s3_bucket_server_side_encryption_configuration.a",
                encrypted_with("aws:kms"),
                encrypted_with("AES256"),
            ),
            entry("aws_s3_bucket_server_side_encryption_configuration.b", encrypted_with("aws:kms"), None),
        ),
        says=(
            "medium: New objects are encrypted with S3's key instead of your own.",
            "medium: New objects are encrypted with S3's key instead of your own.",
        ),
        good=(
            entry(
                "aws_s3_bucket_server_side_encryption_configuration.a",
                encrypted_with("AES256"),
                encrypted_with("aws:kms"),
            ),
        ),
    ),
    "tls-not-forced": Example(
        bad=(
            entry("aws_db_parameter_group.a", parameter("rds.force_ssl", "1"), parameter("rds.force_ssl", "0")),
            entry("aws_rds_cluster_parameter_group.b", parameter("require_secure_transport", "ON"), {"parameter": []}),
        ),
        says=(
            "high: The database no longer refuses clients without TLS: rds.force_ssl is 0.",
            "high: The database no longer refuses clients without TLS: require_secure_transport is left to its default.",
        ),
        good=(entry("aws_db_parameter_group.a", parameter("rds.force_ssl", "0"), parameter("rds.force_ssl", "1")),),
    ),
    "firewall-removed": Example(
        bad=(
            entry("aws_wafv2_web_acl_association.a", {"web_acl_arn": "w"}, None),
            entry("aws_cloudfront_distribution.b", {"web_acl_id": "w"}, {"web_acl_id": "", "comment": "c"}),
        ),
        says=(
            "high: Requests no longer pass the firewall before they are answered.",
            "high: Requests no longer pass the firewall before they are answered.",
        ),
        good=(
            entry("aws_wafv2_web_acl_association.a", None, {"web_acl_arn": "w"}),
            entry("aws_cloudfront_distribution.b", {"web_acl_id": "w"}, {}, after_unknown={"web_acl_id": True}),
        ),
    ),
    "firewall-weakened": Example(
        bad=(
            entry("aws_wafv2_web_acl.a", web_acl("block"), web_acl("allow")),
            entry("aws_wafv2_web_acl.b", web_acl("allow"), web_acl("allow", counts=True)),
            entry("aws_wafv2_web_acl.c", web_acl("allow"), web_acl("allow", rule="other")),
        ),
        says=(
            "high: The firewall lets through what no rule matches, which it blocked.",
            "medium: Rule bad-inputs of the firewall only counts from then on, and blocks nothing.",
            "medium: Rule bad-inputs of the firewall goes.",
        ),
        good=(
            entry("aws_wafv2_web_acl.a", web_acl("allow"), web_acl("block")),
            entry("aws_wafv2_web_acl.b", web_acl("allow", counts=True), web_acl("allow")),
        ),
    ),
    "mfa-weakened": Example(
        bad=(entry("aws_cognito_user_pool.p", {"mfa_configuration": "ON"}, {"mfa_configuration": "OFF"}),),
        says=("high: mfa_configuration goes from ON to OFF: a password alone is enough again.",),
        good=(entry("aws_cognito_user_pool.p", {"mfa_configuration": "OFF"}, {"mfa_configuration": "OPTIONAL"}),),
    ),
    "audit-ended": Example(
        bad=(
            entry("aws_flow_log.a", {"id": "fl-1"}, None),
            entry("aws_cloudtrail.b", {"enable_logging": True}, {"enable_logging": False}),
            entry("aws_lb.c", {"access_logs": [{"enabled": True}]}, {"access_logs": [], "name": "c"}),
        ),
        says=(
            "high: It is destroyed: connections in the network are no longer recorded.",
            "medium: enable_logging is switched off: later nobody can look up what happened.",
            "medium: access_logs.enabled is switched off: later nobody can look up what happened.",
        ),
        good=(
            entry("aws_flow_log.a", None, {"id": "fl-1"}),
            entry("aws_cloudtrail.b", {"enable_logging": False}, {"enable_logging": True}),
        ),
    ),
    "public-policy": Example(
        bad=(
            entry("aws_s3_bucket_policy.a", None, policy("*")),
            entry("aws_sqs_queue_policy.b", policy({"AWS": "*"}, **FROM_OUR_NETWORK), policy({"AWS": "*"})),
        ),
        says=(
            "critical: Its policy allows everyone on the internet s3:GetObject on arn:aws:s3:::b/* to *.",
            "critical: Its policy allows everyone on the internet s3:GetObject on arn:aws:s3:::b/* to *.",
        ),
        good=(
            entry("aws_s3_bucket_policy.a", None, policy("*", **FROM_OUR_NETWORK)),
            entry("aws_s3_bucket_policy.b", policy("*"), policy("*", Sid="Public")),
            entry("aws_s3_bucket_policy.c", None, policy({"Service": "cloudfront.amazonaws.com"})),
            entry("aws_s3_bucket_policy.d", None, policy("*", Effect="Deny")),
        ),
    ),
    "function-opened": Example(
        bad=(entry("aws_lambda_permission.a", None, {"principal": "*", "action": "lambda:InvokeFunction"}),),
        says=("critical: Everyone with an AWS account may call the function.",),
        good=(
            entry("aws_lambda_permission.a", None, {"principal": "*", "source_account": "123456789012"}),
            entry("aws_lambda_permission.b", None, {"principal": "events.amazonaws.com"}),
        ),
    ),
}
