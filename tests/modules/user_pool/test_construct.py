"""The pool, its client, and what a service may do with them."""

import json

import pytest

from modules.user_pool.construct import UserPool
from modules.user_pool.inputs import UserPoolInputs

POOL = "aws_cognito_user_pool.user_pool"
CALLBACK = "https://dev.example.com/auth/callback"


def user_pool(stack, *, deletion_protection=True, **changes):
    inputs = UserPoolInputs(**{"domain_prefix": "shop-dev", "callback_urls": (CALLBACK,), **changes})
    return UserPool(stack, "user_pool", inputs, deletion_protection=deletion_protection)


@pytest.mark.requirement("M-07")
def test_makes_a_pool_a_client_and_a_domain(stack):
    user_pool(stack)
    assert stack.addresses() == [
        "aws_cognito_user_pool.user_pool",
        "aws_cognito_user_pool_client.user_pool",
        "aws_cognito_user_pool_domain.user_pool",
    ]
    assert stack.block("aws_cognito_user_pool_domain.user_pool") == {
        "domain": "shop-dev",
        "user_pool_id": "${aws_cognito_user_pool.user_pool.id}",
    }


@pytest.mark.requirement("M-07", "C-16")
def test_service_may_do_three_things_with_this_pool_only(stack):
    statement = user_pool(stack).admin_statement
    assert statement.document() == {
        "Sid": "MakeAndFindUsers",
        "Effect": "Allow",
        "Action": ["cognito-idp:AdminCreateUser", "cognito-idp:AdminGetUser", "cognito-idp:ListUsers"],
        "Resource": ["${aws_cognito_user_pool.user_pool.arn}"],
    }


def test_service_is_told_pool_client_issuer_and_sign_in_page(stack):
    assert user_pool(stack).environment == {
        "COGNITO_USER_POOL_ID": "${aws_cognito_user_pool.user_pool.id}",
        "COGNITO_CLIENT_ID": "${aws_cognito_user_pool_client.user_pool.id}",
        "COGNITO_ISSUER": "https://${aws_cognito_user_pool.user_pool.endpoint}",
        "COGNITO_SIGN_IN_URL": (
            "https://${aws_cognito_user_pool_domain.user_pool.domain}.auth.us-east-1.amazoncognito.com"
        ),
    }


@pytest.mark.requirement("C-17")
def test_client_has_no_secret_that_the_state_would_hold(stack):
    user_pool(stack)
    assert stack.block("aws_cognito_user_pool_client.user_pool")["generate_secret"] is False
    assert "client_secret" not in json.dumps(stack.root())


def test_client_uses_the_code_flow_and_says_nothing_of_who_exists(stack):
    user_pool(stack)
    client = stack.block("aws_cognito_user_pool_client.user_pool")
    assert client["allowed_oauth_flows"] == ["code"]
    assert client["explicit_auth_flows"] == ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    assert client["prevent_user_existence_errors"] == "ENABLED"
    assert client["enable_token_revocation"] is True


def test_token_lifetimes_have_their_units(stack):
    user_pool(stack, access_token_validity_minutes=15, id_token_validity_minutes=20, refresh_token_validity_days=7)
    client = stack.block("aws_cognito_user_pool_client.user_pool")
    lifetimes = {name: client[f"{name}_validity"] for name in ("access_token", "id_token", "refresh_token")}
    assert lifetimes == {"access_token": 15, "id_token": 20, "refresh_token": 7}
    assert client["token_validity_units"] == {
        "access_token": "minutes",
        "id_token": "minutes",
        "refresh_token": "days",
    }


@pytest.mark.parametrize(("urls", "given"), [((), False), (("https://dev.example.com/",), True)])
def test_logout_urls_are_left_out_when_there_are_none(stack, urls, given):
    user_pool(stack, logout_urls=urls)
    assert ("logout_urls" in stack.block("aws_cognito_user_pool_client.user_pool")) is given


def test_people_sign_in_with_a_verified_email_and_a_long_password(stack):
    user_pool(stack)
    pool = stack.block(POOL)
    assert (pool["username_attributes"], pool["auto_verified_attributes"]) == (["email"], ["email"])
    assert pool["user_attribute_update_settings"] == {"attributes_require_verification_before_update": ["email"]}
    assert pool["password_policy"]["minimum_length"] == 12
    assert pool["admin_create_user_config"] == {"allow_admin_create_user_only": True}


def test_people_make_their_own_accounts_where_allowed(stack):
    user_pool(stack, self_sign_up=True)
    assert stack.block(POOL)["admin_create_user_config"] == {"allow_admin_create_user_only": False}


@pytest.mark.parametrize(("protected", "expected"), [(True, "ACTIVE"), (False, "INACTIVE")])
def test_deletion_protection_guards_the_users(stack, protected, expected):
    user_pool(stack, deletion_protection=protected)
    pool = stack.block(POOL)
    assert pool["deletion_protection"] == expected
    assert pool["lifecycle"] == {"prevent_destroy": protected}


@pytest.mark.parametrize(("mfa", "app"), [("OFF", None), ("OPTIONAL", {"enabled": True}), ("ON", {"enabled": True})])
def test_second_factor_is_an_authenticator_app(stack, mfa, app):
    user_pool(stack, mfa_configuration=mfa)
    pool = stack.block(POOL)
    assert pool["mfa_configuration"] == mfa
    assert pool.get("software_token_mfa_configuration") == app


def test_emails_come_from_ses_where_a_sender_is_given(stack):
    user_pool(stack, ses_from_address="hello@example.com")
    assert stack.block(POOL)["email_configuration"] == {
        "email_sending_account": "DEVELOPER",
        "from_email_address": "hello@example.com",
        "source_arn": "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    }


def test_emails_come_from_cognito_otherwise(stack):
    user_pool(stack)
    assert "email_configuration" not in stack.block(POOL)


def test_enforced_threat_protection_blocks_stolen_passwords(stack):
    user_pool(stack, user_pool_tier="PLUS", threat_protection="ENFORCED")
    assert stack.block(POOL)["user_pool_add_ons"] == {"advanced_security_mode": "ENFORCED"}
    assert stack.block("aws_cognito_risk_configuration.user_pool") == {
        "user_pool_id": "${aws_cognito_user_pool.user_pool.id}",
        "compromised_credentials_risk_configuration": {"actions": {"event_action": "BLOCK"}},
    }


def test_audited_threats_are_not_blocked(stack):
    user_pool(stack, user_pool_tier="PLUS", threat_protection="AUDIT")
    assert stack.blocks("aws_cognito_risk_configuration") == {}
