"""What a shared.tfvars may say about promotion."""

import json

import pytest
from pydantic import ValidationError

from settings.complaints import complaints
from settings.promotion import PromotionSettings


@pytest.mark.requirement("C-04", "C-35")
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"environments": ["dev"]},
            "environments must have at least 2 elements, got 1",
        ),
        (
            {"environments": ["dev", "prod", "dev"]},
            'environments[2] must not name an environment twice, got "dev"',
        ),
        (
            {"environments": ["dev", "shared"]},
            "environments[1] must be an environment; shared is none",
        ),
        (
            {"environments": ["dev", "Prod"]},
            "environments[1] must be an environment of this system: lower case letters, digits, single dashes, "
            'got "Prod"',
        ),
        (
            {"environments": ["dev", "prod"], "keep": {"budget.**": "a"}, "ask": {"budget.**": "b"}},
            'ask."budget.**" is in keep already; keep one of the two',
        ),
        (
            {"environments": ["dev", "prod"], "keep": {"budget.*.**.x": "a"}},
            'keep."budget.*.**.x" must be a setting such as services.*.cpu_units, with * for any one name and ** at the '
            'end for all that is inside, got "budget.*.**.x"',
        ),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict, expected: str):
    with pytest.raises(ValidationError) as error:
        PromotionSettings.model_validate_json(json.dumps(values))
    assert [str(complaint) for complaint in complaints(error.value, PromotionSettings)] == [expected]
