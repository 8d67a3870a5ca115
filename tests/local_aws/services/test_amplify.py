from __future__ import annotations

from tests.local_aws.conftest import ACCOUNT_ID, Client


def test_an_app_keeps_its_settings_and_hides_its_token(aws: Client) -> None:
    amplify = aws("amplify")
    created = amplify.create_app(name="ui", accessToken="secret", environmentVariables={"A": "1"}, tags={"step": "one"})
    app = amplify.get_app(appId=created["app"]["appId"])["app"]
    assert (app["name"], app["environmentVariables"], app["tags"]) == ("ui", {"A": "1"}, {"step": "one"})
    assert app["appArn"] == f"arn:aws:amplify:us-east-1:{ACCOUNT_ID}:apps/{app['appId']}"
    assert "accessToken" not in app


def test_tags_change_in_place(aws: Client) -> None:
    amplify = aws("amplify")
    app = amplify.create_app(name="ui", tags={"step": "one", "old": "x"})["app"]
    amplify.tag_resource(resourceArn=app["appArn"], tags={"step": "two"})
    amplify.untag_resource(resourceArn=app["appArn"], tagKeys=["old"])
    assert amplify.get_app(appId=app["appId"])["app"]["tags"] == {"step": "two"}


def test_deleting_an_app_deletes_its_branches(aws: Client) -> None:
    amplify = aws("amplify")
    app_id = amplify.create_app(name="ui")["app"]["appId"]
    amplify.create_branch(appId=app_id, branchName="main")
    amplify.delete_app(appId=app_id)
    try:
        amplify.get_branch(appId=app_id, branchName="main")
    except amplify.exceptions.NotFoundException:
        return
    raise AssertionError("the branch is still there")


def test_a_domain_association_is_available_at_once(aws: Client) -> None:
    amplify = aws("amplify")
    app_id = amplify.create_app(name="ui")["app"]["appId"]
    amplify.create_branch(appId=app_id, branchName="main")
    settings = [{"prefix": "app", "branchName": "main"}]
    amplify.create_domain_association(appId=app_id, domainName="example.com", subDomainSettings=settings)
    domain = amplify.get_domain_association(appId=app_id, domainName="example.com")["domainAssociation"]
    assert domain["domainStatus"] == "AVAILABLE"
    assert [item["subDomainSetting"] for item in domain["subDomains"]] == settings
