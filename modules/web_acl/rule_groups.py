"""The rule groups of AWS that every web ACL has, and their rules by name."""

from typing import Final, Literal

COMMON: Final = "AWSManagedRulesCommonRuleSet"
KNOWN_BAD_INPUTS: Final = "AWSManagedRulesKnownBadInputsRuleSet"
SQL_INJECTION: Final = "AWSManagedRulesSQLiRuleSet"
IP_REPUTATION: Final = "AWSManagedRulesAmazonIpReputationList"

RuleGroup = Literal[
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
]

# https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
RULES: dict[str, tuple[str, ...]] = {
    COMMON: (
        "NoUserAgent_HEADER", "UserAgent_BadBots_HEADER",
        "SizeRestrictions_QUERYSTRING", "SizeRestrictions_Cookie_HEADER", "SizeRestrictions_BODY",
        "SizeRestrictions_URIPATH",
        "EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_URIPATH", "EC2MetaDataSSRF_QUERYARGUMENTS",
        "GenericLFI_QUERYARGUMENTS", "GenericLFI_URIPATH", "GenericLFI_BODY",
        "RestrictedExtensions_URIPATH", "RestrictedExtensions_QUERYARGUMENTS",
        "GenericRFI_QUERYARGUMENTS", "GenericRFI_BODY", "GenericRFI_URIPATH",
        "CrossSiteScripting_COOKIE", "CrossSiteScripting_QUERYARGUMENTS", "CrossSiteScripting_BODY",
        "CrossSiteScripting_URIPATH",
    ),
    KNOWN_BAD_INPUTS: (
        "JavaDeserializationRCE_HEADER", "JavaDeserializationRCE_BODY", "JavaDeserializationRCE_URIPATH",
        "JavaDeserializationRCE_QUERYSTRING",
        "Host_localhost_HEADER", "PROPFIND_METHOD", "ExploitablePaths_URIPATH",
        "Log4JRCE_HEADER", "Log4JRCE_QUERYSTRING", "Log4JRCE_URIPATH", "Log4JRCE_BODY",
    ),
    SQL_INJECTION: (
        "SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_QUERYARGUMENTS", "SQLi_BODY", "SQLiExtendedPatterns_BODY",
        "SQLi_COOKIE",
    ),
    IP_REPUTATION: ("AWSManagedIPReputationList", "AWSManagedReconnaissanceList", "AWSManagedIPDDoSList"),
}  # fmt: skip
