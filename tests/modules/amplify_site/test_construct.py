"""The app, its branches, names, rules and headers."""

import pytest

from modules.amplify_site.construct import AmplifySite
from modules.amplify_site.inputs import AmplifySiteInputs, CandidateInputs
from modules.base.iam import Statement
from modules.base.security_headers import SecurityHeadersInputs

APP_ID = "${aws_amplify_app.frontend.id}"
CURRENT = "${aws_amplify_branch.frontend_current.branch_name}"
CANDIDATE = "${aws_amplify_branch.frontend_candidate.branch_name}"


def amplify_site(
    stack, *, domain_names=("example.com",), deletion_protection=True, api_url=None, **inputs
) -> AmplifySite:
    return AmplifySite(
        stack,
        "frontend",
        AmplifySiteInputs(kind="amplify_site", **inputs),
        domain_names=domain_names,
        deletion_protection=deletion_protection,
        api_url=api_url,
    )


def test_app_has_no_repository_and_keeps_the_one_that_somebody_connects(stack):
    amplify_site(stack)
    app = stack.block("aws_amplify_app.frontend")
    assert (app["name"], app["platform"]) == ("shop-dev-frontend", "WEB")
    assert {"repository", "access_token", "oauth_token"} & set(app) == set()
    assert app["lifecycle"] == {"prevent_destroy": True, "ignore_changes": ["repository"]}


def test_app_can_be_destroyed_with_an_environment_that_may_be(stack):
    amplify_site(stack, deletion_protection=False)
    assert stack.block("aws_amplify_app.frontend")["lifecycle"]["prevent_destroy"] is False


def test_visitors_get_one_branch_that_is_not_built_by_a_push(stack):
    amplify_site(stack)
    assert stack.blocks("aws_amplify_branch") == {
        "frontend_current": {
            "app_id": APP_ID,
            "branch_name": "main",
            "stage": "PRODUCTION",
            "enable_auto_build": False,
            "tags": {"component": "frontend"},
        }
    }


def test_candidate_has_a_branch_and_an_address_of_its_own(stack):
    amplify_site(stack, candidate=CandidateInputs(branch_name="release", prefix="beta"), auto_build=True)
    branch = stack.block("aws_amplify_branch.frontend_candidate")
    assert (branch["branch_name"], branch["stage"], branch["enable_auto_build"]) == ("release", "BETA", True)
    association = stack.block("aws_amplify_domain_association.frontend_example_com")
    assert association["sub_domain"] == [
        {"prefix": "", "branch_name": CURRENT},
        {"prefix": "beta", "branch_name": CANDIDATE},
    ]


def test_names_below_another_one_share_its_association(stack):
    amplify_site(stack, domain_names=("app.example.com", "www.app.example.com", "www.example.com"))
    associations = stack.blocks("aws_amplify_domain_association")
    assert {name: block["sub_domain"] for name, block in associations.items()} == {
        "frontend_app_example_com": [
            {"prefix": "", "branch_name": CURRENT},
            {"prefix": "www", "branch_name": CURRENT},
        ],
        "frontend_www_example_com": [{"prefix": "", "branch_name": CURRENT}],
    }


def test_only_the_first_domain_has_the_candidate(stack):
    amplify_site(stack, domain_names=("app.example.com", "www.example.com"), candidate=CandidateInputs())
    second = stack.block("aws_amplify_domain_association.frontend_www_example_com")
    assert second["sub_domain"] == [{"prefix": "", "branch_name": CURRENT}]


def test_certificate_is_amplifys_and_nobody_waits_for_it(stack):
    amplify_site(stack)
    association = stack.block("aws_amplify_domain_association.frontend_example_com")
    assert association["certificate_settings"] == {"type": "AMPLIFY_MANAGED"}
    assert (association["wait_for_verification"], association["app_id"]) == (False, APP_ID)


def test_api_comes_before_the_fallback(stack):
    amplify_site(stack, api_paths=("/api/",), api_url="https://api.example.com")
    assert stack.block("aws_amplify_app.frontend")["custom_rule"] == [
        {"source": "/api/<*>", "target": "https://api.example.com/api/<*>", "status": "200"},
        {"source": "</^[^.]+$/>", "target": "/index.html", "status": "200"},
    ]


def test_fallback_alone_without_an_api(stack):
    amplify_site(stack, api_url="https://api.example.com")
    assert len(stack.block("aws_amplify_app.frontend")["custom_rule"]) == 1


def test_paths_need_an_api(stack):
    with pytest.raises(ValueError, match="^frontend has paths of an API, and no api_url to pass them on to$"):
        amplify_site(stack, api_paths=("/api/",))


def test_browsers_are_told_what_the_site_may_do(stack):
    amplify_site(stack, security_headers=SecurityHeadersInputs(content_security_policy="default-src 'self'"))
    assert stack.block("aws_amplify_app.frontend")["custom_headers"] == (
        "customHeaders:\n"
        '  - pattern: "**"\n'
        "    headers:\n"
        '      - key: "content-security-policy"\n'
        "        value: \"default-src 'self'\"\n"
        '      - key: "permissions-policy"\n'
        '        value: "camera=(), geolocation=(), microphone=(), payment=()"\n'
        '      - key: "referrer-policy"\n'
        '        value: "strict-origin-when-cross-origin"\n'
        '      - key: "strict-transport-security"\n'
        '        value: "max-age=63072000; includeSubDomains"\n'
        '      - key: "x-content-type-options"\n'
        '        value: "nosniff"\n'
        '      - key: "x-frame-options"\n'
        '        value: "DENY"\n'
    )


def test_builds_get_their_variables(stack):
    amplify_site(stack, build_environment={"VITE_API_URL": "/api"})
    assert stack.block("aws_amplify_app.frontend")["environment_variables"] == {"VITE_API_URL": "/api"}


def test_release_may_be_uploaded_and_followed_and_nothing_else(stack):
    site = amplify_site(stack, candidate=CandidateInputs())
    branches = ["${aws_amplify_branch.frontend_current.arn}", "${aws_amplify_branch.frontend_candidate.arn}"]
    assert site.deploy_statements == (
        Statement(
            sid="UploadSite", actions=["amplify:CreateDeployment", "amplify:StartDeployment"], resources=branches
        ),
        Statement(
            sid="FollowSite",
            actions=["amplify:StartJob", "amplify:GetJob"],
            resources=[f"{branch}/jobs/*" for branch in branches],
        ),
    )


def test_gives_what_a_web_acl_needs(stack):
    site = amplify_site(stack)
    assert (site.arn, site.app_id) == ("${aws_amplify_app.frontend.arn}", APP_ID)
