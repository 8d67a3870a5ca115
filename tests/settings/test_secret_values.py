"""What looks like a secret is refused, and never shown; what only sounds like one is not."""

import pytest

from settings.secret_values import SECRET_NAME, SECRET_NAME_SIGNS, SIGNS, secret_values

ADVICE = (
    "what is in this file ends in the plan and the state. Declare the name in `secrets` and set the value with "
    "`stackwright secrets`"
)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("AKIA" + "ABCDEFGHIJKLMNOP", "an AWS access key"),
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
        ("sk-" + "proj-abcdefghijklmnopqrstuvwx", "an OpenAI or Anthropic key"),
        ("sk_" + "live_abcdefghijklmnop1234", "a Stripe key"),
        ("ghp_" + "a" * 36, "a GitHub token"),
        ("xoxb-" + "1234567890-abc", "a Slack token"),
        ("AIza" + "B" * 35, "a Google API key"),
        ("pcsk_" + "abcdefghijklmnopqrstuv", "a Pinecone key"),
        ("eyJhbGciOiJI." + "eyJzdWIiOiIx.c2ln", "a JSON web token"),
        ("postgres://app:" + "hunter2@db.example.com/app", "a password in a URL"),
        ("rediss://:" + "hunter2@cache.example.com", "a password in a URL"),
        ("https://" + "0123456789abcdef" * 2 + "@sentry.example.com/1", "a Sentry DSN"),
    ],
)
def test_known_shapes_are_found_under_any_name(value, kind):
    assert list(secret_values({"services": {"api": {"environment": {"HARMLESS": value}}}})) == [
        (("services", "api", "environment", "HARMLESS"), f"looks like {kind}; {ADVICE}")
    ]


@pytest.mark.parametrize("name", ["DB_PASSWORD", "COOKIE_SECRET", "OPENAI_API_KEY", "auth_token", "apikey"])
def test_random_text_under_a_secret_name_is_found(name):
    assert list(secret_values({name: "Xk7!pQ2z9Lm4"})) == [((name,), f"looks like a secret; {ADVICE}")]


def test_value_of_a_parameter_is_judged_by_the_parameters_name():
    found = list(secret_values({"parameters": {"DB_PASSWORD": {"value": "Xk7!pQ2z9Lm4"}}}))
    assert [key for key, _ in found] == [("parameters", "DB_PASSWORD", "value")]


def test_lists_are_searched():
    assert [key for key, _ in secret_values({"tokens": ["a", "ghp_" + "b" * 36]})] == [("tokens", 1)]


@pytest.mark.parametrize(
    "values",
    [
        {"image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/api@sha256:" + "0123456789abcdef" * 4},
        {"SECRET": "arn:aws:secretsmanager:us-east-1:123456789012:secret:api-AbCdEf"},
        {"API_KEY": {"description": "Key that clients of the API send", "generate": True}},
        {"TOKEN": "15"},
        {"JWT_SECRET": "change me"},
        {"PUBLIC_URL": "https://user-guide.example.com/a:b@c"},
        {"DATABASE_URL": {"description": "set by hand: postgresql://<user>:<password>@<host>/<database>"}},
        {"secrets": ["API_KEY", "COOKIE_ENCRYPTION_KEY"]},
        {"callback_urls": ["https://dev.macro-ai.com/auth/callback"]},
        {"PASSWORD_POLICY": "Xk7!pQ2z9Lm4"},
    ],
)
def test_what_is_no_secret_is_accepted(values):
    assert list(secret_values(values)) == []


def test_the_message_never_holds_the_value():
    value = "ghp_" + "c0ffee" * 6
    assert all(value not in message for _, message in secret_values({"a": value}))


def test_every_shape_and_every_name_of_a_secret_has_a_sign():
    samples = [value for value, _ in test_known_shapes_are_found_under_any_name.pytestmark[0].args[1]]
    assert [one for one in samples if not any(sign in one for sign in SIGNS)] == []
    names = ("password", "passwd", "secret", "token", "api_key", "apikey", "private_key", "access_key", "credentials")
    spelt = [*names, *(name.replace("_", "") for name in names), "credential"]
    assert all(SECRET_NAME.search(name) for name in spelt)
    assert [name for name in spelt if not any(sign in name for sign in SECRET_NAME_SIGNS)] == []
