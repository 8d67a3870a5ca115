"""What a parameter may be asked for."""

import pytest

from modules.parameters.inputs import ParameterInputs
from tests.modules import messages


def parameter(**changes):
    return ParameterInputs(**{"value": "v", "description": "d", **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": ""}, ['value must be a text that is not empty, got ""']),
        ({"value": "x" * 4097}, ["value must be at most 4096 bytes in the Standard tier, got 4097"]),
        ({"value": "é" * 2049}, ["value must be at most 4096 bytes in the Standard tier, got 4098"]),
        ({"value": "x" * 4097, "tier": "Advanced"}, []),
        (
            {"value": "x" * 8193, "tier": "Advanced"},
            ["value must be at most 8192 bytes in the Advanced tier, got 8193"],
        ),
        (
            {"value": "a,,b", "type": "StringList"},
            ['value must have no empty element when type is StringList, got "a,,b"'],
        ),
        ({"value": "a,b", "type": "StringList"}, []),
        ({"value": "{{a}}"}, ['value must not hold {{: Parameter Store takes it for a reference, got "{{a}}"']),
        (
            {"value": "12a", "allowed_pattern": "^[0-9]+$"},
            ['value must match allowed_pattern ^[0-9]+$, got "12a"'],
        ),
        (
            {"allowed_pattern": "["},
            ['allowed_pattern must be a regular expression (unterminated character set at position 0), got "["'],
        ),
        ({"value": "12", "allowed_pattern": "^[0-9]+$"}, []),
        ({"description": ""}, ['description must be a text of 1 to 1024 characters, got ""']),
    ],
)
def test_messages(changes, expected):
    assert messages(lambda: parameter(**changes)) == expected


def test_value_is_text():
    assert messages(lambda: parameter(value=1536)) == ["value must be a string in quotes, got 1536"]
