"""What an audit trail may be."""

import pytest

from modules.audit_trail.inputs import AuditTrailInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"object_lock": {"days": 400}},
            ["object_lock.days must be at most retention_days, 365, when the files are to be gone, got 400"],
        ),
        (
            {"object_events_of": ("Shop_Prod",)},
            ['object_events_of[0] must be the beginning of a bucket\'s name, such as shop-prod-, got "Shop_Prod"'],
        ),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: AuditTrailInputs(**changes)) == expected


def test_refuses_to_keep_files_for_less_than_a_quarter():
    assert len(messages(lambda: AuditTrailInputs(retention_days=30))) == 1


def test_takes_a_lock_as_long_as_the_files_are_kept():
    assert AuditTrailInputs(retention_days=400, object_lock={"days": 400}, object_events_of=("shop-prod-",))
