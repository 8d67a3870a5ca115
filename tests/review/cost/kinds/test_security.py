import pytest

from tests.review.cost.making import costs, estimated, resource, usage


@pytest.mark.parametrize(("rotates", "cost"), [(True, 3.00), (False, 1.00)])
def test_a_key_with_the_versions_of_two_rotations(rotates: bool, cost: float):
    key = resource("aws_kms_key.data", enable_key_rotation=rotates)
    found = costs(estimated(key, usage=usage(key_rotations=2, key_requests_millions=2)))
    assert found == {"kms.key": cost, "kms.requests": 6.00}


def test_a_secret_and_its_copies():
    secret = resource("aws_secretsmanager_secret.token", replica=[{"region": "us-west-2"}])
    assert costs(estimated(secret)) == {"secrets_manager.secret": 0.80}


@pytest.mark.parametrize(("tier", "cost"), [("Standard", {}), ("Advanced", {"parameter_store.advanced": 0.05})])
def test_only_advanced_parameters_cost(tier: str, cost: dict[str, float]):
    assert costs(estimated(resource("aws_ssm_parameter.model", tier=tier))) == cost


@pytest.mark.parametrize(("tier", "cost"), [("LITE", 5.50), ("ESSENTIALS", 15.00), (None, 15.00)])
def test_users_by_the_tier_of_their_pool(tier: str | None, cost: float):
    found = estimated(
        resource("aws_cognito_user_pool.users", user_pool_tier=tier), usage=usage(monthly_active_users=1000)
    )
    assert sum(costs(found).values()) == cost
