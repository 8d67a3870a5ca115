"""What a secret may be asked for."""

import pytest

from modules.secrets.inputs import SecretInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"description": ""}, ['description must be a text of 1 to 2048 characters, got ""']),
        ({"description": "d", "generate": True, "length": 15}, ["length must be at least 16, got 15"]),
        ({"description": "d", "generate": True, "length": 129}, ["length must be at most 128, got 129"]),
        ({"description": "d", "length": 32}, ["length only applies when generate is true; leave it out, got 32"]),
        ({"description": "d", "generate": True, "length": 64}, []),
        ({"description": "d"}, []),
    ],
)
def test_messages(inputs, expected):
    assert messages(lambda: SecretInputs(**inputs)) == expected
