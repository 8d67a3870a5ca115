"""What a shared.tfvars may say about source code."""

import json

import pytest
from pydantic import ValidationError

from settings.complaints import complaints
from settings.scope import ScopeSettings

ACCEPTED = (
    "must be a path from the root of the source code such as apps/api/**, with ** for any folders, * for any part of a name "
    "and ? for a letter"
)


@pytest.mark.requirement("C-04", "C-38")
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"backend": {"files": []}}, ["backend.files must have at least 1 element, got 0"]),
        (
            {"backend": {"files": ["src/**"]}, "frontend": {"files": ["ui/**", "src/**"]}, "shared_files": ["src/**"]},
            [
                "frontend.files[1] must belong to one area, and backend has it already; what both need goes to "
                'shared_files, got "src/**"',
                "shared_files[0] must belong to one area, and backend has it already; what both need goes to "
                'shared_files, got "src/**"',
            ],
        ),
        ({"shared_files": ["/src"]}, [f'shared_files[0] {ACCEPTED}, got "/src"']),
        ({"shared_files": ["src/"]}, [f'shared_files[0] {ACCEPTED}, got "src/"']),
        ({"shared_files": ["../src"]}, [f'shared_files[0] {ACCEPTED}, got "../src"']),
        ({"shared_files": ["src/**.py"]}, [f'shared_files[0] {ACCEPTED}, got "src/**.py"']),
        ({"shared_files": ["a\\b"]}, [f'shared_files[0] {ACCEPTED}, got "a\\\\b"']),
        (
            {"backend": {"files": ["a"], "services": ["Api"]}},
            ['backend.services[0] must be a service name of lower case letters, digits and single dashes, got "Api"'],
        ),
    ],
)
def test_what_makes_no_sense_is_refused(values: dict, expected: list[str]):
    with pytest.raises(ValidationError) as error:
        ScopeSettings.model_validate_json(json.dumps(values))
    assert [str(complaint) for complaint in complaints(error.value, ScopeSettings)] == expected


@pytest.mark.parametrize(
    "pattern", ["apps/api/**", "**/*.sql", "**", "LICENSE", "tsconfig*.json", "a/?.py", ".github/**"]
)
def test_patterns_are_accepted(pattern: str):
    assert ScopeSettings(shared_files=(pattern,)).areas["shared"] == (pattern,)
