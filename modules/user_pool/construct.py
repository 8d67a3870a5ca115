"""The Cognito user pool of an environment."""

from modules.base.construct import Module, ModuleScope
from modules.base.iam import Statement
from modules.user_pool.inputs import UserPoolInputs
from resources import aws, given


class UserPool(Module):
    """A user pool, the client of one application without a client secret, and its sign-in page.

    Gives `arn`, `environment` (variables for a service) and `admin_statement`, what a service that makes and finds
    users may do. Sign-up, sign-in and token refresh need no permission.
    """

    def __init__(self, scope: ModuleScope, id: str, inputs: UserPoolInputs, *, deletion_protection: bool) -> None:
        super().__init__(scope, id)
        self._inputs = inputs
        self._pool = self._user_pool(deletion_protection)
        client = self._client()
        domain = aws.CognitoUserPoolDomain(self, domain=inputs.domain_prefix, user_pool_id=self._pool.id)
        if inputs.threat_protection == "ENFORCED":
            aws.CognitoRiskConfiguration(
                self,
                user_pool_id=self._pool.id,
                compromised_credentials_risk_configuration={"actions": {"event_action": "BLOCK"}},
            )
        self.arn = self._pool.arn
        self.environment = {
            "COGNITO_USER_POOL_ID": self._pool.id,
            "COGNITO_CLIENT_ID": client.id,
            "COGNITO_ISSUER": f"https://{self._pool.endpoint}",
            "COGNITO_SIGN_IN_URL": f"https://{domain.domain}.auth.{self.context.region}.amazoncognito.com",
        }
        self.admin_statement = Statement(
            sid="MakeAndFindUsers",
            actions=["cognito-idp:AdminCreateUser", "cognito-idp:AdminGetUser", "cognito-idp:ListUsers"],
            resources=[self.arn],
        )

    def _user_pool(self, deletion_protection: bool) -> aws.CognitoUserPool:
        inputs = self._inputs
        return aws.CognitoUserPool(
            self,
            name=self.context.name,
            user_pool_tier=inputs.user_pool_tier,
            deletion_protection="ACTIVE" if deletion_protection else "INACTIVE",
            username_attributes=["email"],
            username_configuration={"case_sensitive": False},
            auto_verified_attributes=["email"],
            # A new address counts only once its owner has answered; until then the old one stays.
            user_attribute_update_settings={"attributes_require_verification_before_update": ["email"]},
            account_recovery_setting={"recovery_mechanism": [{"name": "verified_email", "priority": 1}]},
            admin_create_user_config={"allow_admin_create_user_only": not inputs.self_sign_up},
            password_policy={
                "minimum_length": inputs.password_minimum_length,
                "password_history_size": inputs.password_history_size,
                "require_lowercase": True,
                "require_numbers": True,
                "require_symbols": True,
                "require_uppercase": True,
                "temporary_password_validity_days": inputs.temporary_password_validity_days,
            },
            mfa_configuration=inputs.mfa_configuration,
            user_pool_add_ons={"advanced_security_mode": inputs.threat_protection},
            verification_message_template={"default_email_option": "CONFIRM_WITH_CODE"},
            # What people are is fixed when the pool is made; a change would replace the pool and lose its users.
            lifecycle={"prevent_destroy": deletion_protection},
            **given(
                software_token_mfa_configuration=None if inputs.mfa_configuration == "OFF" else {"enabled": True},
                email_configuration=self._email(),
            ),
        )

    def _email(self) -> dict[str, str] | None:
        address = self._inputs.ses_from_address
        if address is None:
            return None
        domain = address.rpartition("@")[2]
        return {
            "email_sending_account": "DEVELOPER",
            "from_email_address": address,
            "source_arn": self.context.arn("ses", f"identity/{domain}"),
        }

    def _client(self) -> aws.CognitoUserPoolClient:
        inputs = self._inputs
        return aws.CognitoUserPoolClient(
            self,
            name=self.context.name,
            user_pool_id=self._pool.id,
            # A client secret would lie in the state; the code flow of a public client is protected by PKCE instead.
            generate_secret=False,
            explicit_auth_flows=[f"ALLOW_{flow}" for flow in (*inputs.auth_flows, "REFRESH_TOKEN_AUTH")],
            allowed_oauth_flows_user_pool_client=True,
            allowed_oauth_flows=["code"],
            allowed_oauth_scopes=list(inputs.oauth_scopes),
            supported_identity_providers=["COGNITO"],
            callback_urls=list(inputs.callback_urls),
            access_token_validity=inputs.access_token_validity_minutes,
            id_token_validity=inputs.id_token_validity_minutes,
            refresh_token_validity=inputs.refresh_token_validity_days,
            token_validity_units={"access_token": "minutes", "id_token": "minutes", "refresh_token": "days"},
            enable_token_revocation=True,
            prevent_user_existence_errors="ENABLED",
            **given(logout_urls=list(inputs.logout_urls) or None),
        )
