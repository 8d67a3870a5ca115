"""What a bucket may be asked for."""

import pytest
from pydantic import TypeAdapter, ValidationError

from modules.bucket.inputs import BucketInputs, BucketName, bucket_variable
from tests.modules import messages


def steps(*transitions):
    return {"transitions": tuple({"after_days": days, "storage_class": kind} for days, kind in transitions)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            steps((29, "STANDARD_IA")),
            ["transitions[0].after_days must be at least 30 when storage_class is STANDARD_IA, got 29"],
        ),
        (
            steps((30, "STANDARD_IA"), (59, "GLACIER_IR")),
            ["transitions[1].after_days must be at least 60, got 59"],
        ),
        (steps((10, "GLACIER_IR"), (10, "GLACIER")), ["transitions[1].after_days must be at least 11, got 10"]),
        (
            steps((30, "GLACIER"), (90, "GLACIER_IR")),
            ['transitions[1].storage_class must be colder than GLACIER, got "GLACIER_IR"'],
        ),
        (
            {**steps((90, "GLACIER")), "expire_after_days": 90},
            ["expire_after_days must be more than 90, the days of the last transition, got 90"],
        ),
        (
            {"cors": ({"allowed_origins": ("*",)},)},
            [
                "cors[0].allowed_origins[0] must be an origin such as https://app.example.com or http://localhost:3000, "
                'got "*"'
            ],
        ),
        ({"task_access": "admin"}, ['task_access must be one of "read", "write", "read_write", got "admin"']),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: BucketInputs(**changes)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {},
        steps((0, "INTELLIGENT_TIERING")),
        {**steps((30, "STANDARD_IA"), (60, "GLACIER_IR"), (150, "DEEP_ARCHIVE")), "expire_after_days": 151},
        {"cors": ({"allowed_origins": ("https://*.example.com", "http://localhost:3000")},)},
    ],
)
def test_takes(changes):
    assert messages(lambda: BucketInputs(**changes)) == []


@pytest.mark.parametrize("name", ["Assets", "assets-logs", "assets-replica", "a--b"])
def test_refuses_names_that_do_not_fit_or_are_taken(name):
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(BucketName).validate_python(name)
    assert refused.value.errors()[0]["msg"] == (
        "must be a name of lower case letters, digits and single dashes that does not end with -logs or -replica, "
        f'got "{name}"'
    )


def test_tasks_know_a_bucket_by_its_variable():
    assert bucket_variable("user-uploads") == "USER_UPLOADS_BUCKET"
