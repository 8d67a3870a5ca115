"""What a caller decides about the user pool."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from modules.base.fields import EmailAddress, matching, refused
from modules.base.inputs import Finding, Inputs
from modules.base.later import replaces

# https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
RESERVED_IN_PREFIX = ("aws", "amazon", "cognito")


def _redirect_url(value: str) -> str:
    if not re.fullmatch(r"https://[^\s#]+|http://localhost(:\d+)?(/[^\s#]*)?", value):
        raise refused("an https:// address, or http://localhost for development, without a fragment", value)
    return value


RedirectUrl = Annotated[str, AfterValidator(_redirect_url)]
DomainPrefix = Annotated[
    str,
    matching(
        r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", "1 to 63 lower case letters, digits and dashes, no dash at either end"
    ),
]


class UserPoolInputs(Inputs):
    """A Cognito user pool whose users sign in with their email address, and the client of one application."""

    domain_prefix: Annotated[DomainPrefix, replaces("aws_cognito_user_pool_domain")]
    """Beginning of the sign-in page's host: <prefix>.auth.<region>.amazoncognito.com. Unique in the region."""

    callback_urls: tuple[RedirectUrl, ...] = Field(min_length=1)
    """Where people may land after signing in."""

    logout_urls: tuple[RedirectUrl, ...] = ()
    """Where people may land after signing out."""

    user_pool_tier: Literal["LITE", "ESSENTIALS", "PLUS"] = "ESSENTIALS"
    """Cognito's feature plan, which sets the price of each monthly active user."""

    self_sign_up: bool = False
    """Whether people make their own accounts. Otherwise an administrator or a service with AdminCreateUser does."""

    password_minimum_length: int = Field(default=12, ge=8, le=99)
    """Characters; upper case, lower case, digit and symbol are required besides."""

    password_history_size: int = Field(default=0, ge=0, le=24)
    """Earlier passwords that may not be used again."""

    temporary_password_validity_days: int = Field(default=3, ge=1, le=365)
    """Days that an invitation can be answered."""

    mfa_configuration: Literal["OFF", "OPTIONAL", "ON"] = "OPTIONAL"
    """Second factor by authenticator app: nobody, who wants to, everybody."""

    threat_protection: Literal["OFF", "AUDIT", "ENFORCED"] = "OFF"
    """Watches for stolen passwords and unusual sign-ins: logged only, or blocked."""

    auth_flows: tuple[Literal["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "CUSTOM_AUTH"], ...] = Field(
        default=("USER_SRP_AUTH",), min_length=1
    )
    """How the application's own form may sign people in; USER_PASSWORD_AUTH sends the password to the service."""

    oauth_scopes: tuple[Literal["openid", "email", "profile", "phone", "aws.cognito.signin.user.admin"], ...] = Field(
        default=("openid", "email", "profile"), min_length=1
    )
    """What the tokens of the sign-in page allow."""

    access_token_validity_minutes: int = Field(default=60, ge=5, le=1440)
    """Minutes before the application has to use its refresh token."""

    id_token_validity_minutes: int = Field(default=60, ge=5, le=1440)
    """Minutes that the token with the person's name and email is good for."""

    refresh_token_validity_days: int = Field(default=30, ge=1, le=3650)
    """Days before people have to sign in again."""

    ses_from_address: EmailAddress | None = None
    """Sender of Cognito's emails, of a domain that SES has verified. Otherwise Cognito sends 50 emails a day."""

    def findings(self) -> Iterator[Finding]:
        for word in RESERVED_IN_PREFIX:
            if word in self.domain_prefix:
                yield Finding(
                    ("domain_prefix",), f'must not contain "{word}", which AWS keeps for itself', self.domain_prefix
                )
        if self.threat_protection != "OFF" and self.user_pool_tier != "PLUS":
            yield Finding(
                ("threat_protection",),
                f'must be "OFF" when user_pool_tier is "{self.user_pool_tier}": only "PLUS" has it',
                self.threat_protection,
            )
        if self.user_pool_tier == "LITE" and self.password_history_size > 0:
            yield Finding(
                ("password_history_size",),
                'must be 0 when user_pool_tier is "LITE": only "ESSENTIALS" and "PLUS" remember passwords',
                self.password_history_size,
            )
