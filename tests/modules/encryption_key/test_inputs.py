"""What the key of an environment may be asked for."""

import pytest

from modules.encryption_key.inputs import EncryptionKeyInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"rotation_period_days": 89}, ["rotation_period_days must be at least 90, got 89"]),
        ({"rotation_period_days": 2561}, ["rotation_period_days must be at most 2560, got 2561"]),
        ({"deletion_window_days": 6}, ["deletion_window_days must be at least 7, got 6"]),
        ({"deletion_window_days": 31}, ["deletion_window_days must be at most 30, got 31"]),
        ({}, []),
    ],
)
def test_messages(inputs, expected):
    assert messages(lambda: EncryptionKeyInputs(**inputs)) == expected
