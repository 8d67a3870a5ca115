"""Field types that several modules use, each with the sentence a user reads when a value does not fit."""

import ipaddress
import re
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from modules.base.inputs import FINDING, one_of, shown


def refused(accepted: str, value: Any) -> PydanticCustomError:
    """`raise refused("a CIDR block such as 10.0.0.0/16", value)` -> "must be a CIDR block ..., got "10.0.0"." """
    return PydanticCustomError(FINDING, "{text}", {"text": f"must be {accepted}, got {shown(value)}"})


class NotBoolean:
    """For listed numbers with 0 or 1 among them: pydantic takes false or true for one, as Python calls them equal."""

    def __get_pydantic_core_schema__(self, listed: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: Any) -> Any:
            if isinstance(value, bool):
                raise refused(one_of(get_args(listed)), value)
            return value

        return core_schema.no_info_before_validator_function(check, handler(listed))


def matching(pattern: str, accepted: str) -> AfterValidator:
    """Text that matches the whole pattern; `accepted` says so in words: "twelve digits"."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise refused(accepted, value)
        return value

    return AfterValidator(check)


def _network(value: str) -> str:
    try:
        ipaddress.IPv4Network(value)
    except ValueError:
        raise refused("an IPv4 network such as 10.20.0.0/16, without host bits", value) from None
    return value


# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
LogRetentionDays = Annotated[
    Literal[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
    NotBoolean(),
]
AccountId = Annotated[str, matching(r"\d{12}", "an AWS account id of twelve digits")]
Region = Annotated[str, matching(r"[a-z]{2}(-[a-z]+)+-\d", "an AWS region such as us-east-1")]
AvailabilityZone = Annotated[str, matching(r"[a-z]{2}(-[a-z]+)+-\d[a-z]", "an availability zone such as us-east-1a")]
CidrBlock = Annotated[str, AfterValidator(_network)]
DomainName = Annotated[
    str,
    matching(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", "a domain name such as dev.example.com"),
]
HostedZoneId = Annotated[str, matching(r"Z[A-Z0-9]{1,31}", "a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ")]
Port = Annotated[int, AfterValidator(lambda value: _between(value, 1, 65535))]
PolicyArn = Annotated[
    str, matching(r"arn:aws[a-z-]*:iam::(\d{12}|aws):policy/[\w+=,.@/-]+", "the ARN of an IAM policy")
]
EmailAddress = Annotated[str, matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an email address")]


def _between(value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise refused(f"between {least} and {most}", value)
    return value
