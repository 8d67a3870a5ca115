"""What a site on Amplify may be asked for."""

import pytest

from modules.amplify_site.inputs import AmplifySiteInputs, CandidateInputs
from tests.modules import messages


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"branch_name": "my branch"}, ['branch_name must be a branch name such as main, got "my branch"']),
        (
            {"candidate": CandidateInputs(branch_name="main")},
            ['candidate.branch_name must differ from branch_name, got "main"'],
        ),
        ({"api_paths": ("/api",)}, ['api_paths[0] must be a path between slashes such as /api/, got "/api"']),
        ({"api_paths": ("/api/", "/api/")}, ['api_paths[1] must not repeat a path, got "/api/"']),
    ],
)
def test_refuses(changes, expected):
    assert messages(lambda: AmplifySiteInputs(kind="amplify_site", **changes)) == expected


def test_refuses_a_prefix_of_two_parts():
    assert messages(lambda: CandidateInputs(prefix="next.app")) == [
        'prefix must be one part of a domain name such as next, got "next.app"'
    ]


def test_refuses_variables_that_amplify_keeps_for_itself():
    (message,) = messages(lambda: AmplifySiteInputs(kind="amplify_site", build_environment={"AWS_BRANCH": "x"}))
    assert message.endswith(
        'must be a name of letters, digits and underscores that does not begin with AWS, got "AWS_BRANCH"'
    )


def test_takes_a_candidate_and_an_api():
    inputs = AmplifySiteInputs(
        kind="amplify_site",
        candidate=CandidateInputs(),
        api_paths=("/api/", "/auth/v1/"),
        build_environment={"VITE_API_URL": "/api"},
    )
    assert inputs.candidate is not None
    assert inputs.candidate.prefix == "next"
