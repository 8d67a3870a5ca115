"""macro-ai/dev for real: deployed with cdktf to an AWS on this machine, planned again, changed, destroyed.

The waits are the provider's own (a load balancer takes it 60 s, a database 80 s) and are sleeps. The tests run in this
order; a test that is run alone gets the stages before it.
"""

import json
import shutil
from concurrent.futures import Future
from typing import Any

import pytest

from deploy_matrix.life import Life
from deploy_matrix.row import Row
from deploy_matrix.site import Site
from tests.deploy.conftest import TARGET
from tests.docs import tour


def ours(site: Site) -> list[str]:
    """ARNs of everything that carries the environment's tags."""
    filters = [{"Key": "system", "Values": ["macro-ai"]}, {"Key": "environment", "Values": ["dev"]}]
    pages = site.client("resourcegroupstaggingapi").get_paginator("get_resources").paginate(TagFilters=filters)
    return sorted(found["ResourceARN"] for page in pages for found in page["ResourceTagMappingList"])


@pytest.mark.requirement("C-03")
def test_bootstrap_creates_bucket_and_table(site: Site, bootstrapped: dict[str, Any]):
    assert bootstrapped["created"] == [f"bucket stackwright-state-{site.account_id}", "table stackwright-locks"]


@pytest.mark.requirement("C-03")
def test_bootstrap_again_changes_nothing(site: Site, bootstrapped: dict[str, Any]):
    again = site.json("bootstrap", "--local")
    assert (again["created"], again["changed"]) == ([], 0)


@pytest.mark.requirement("C-41")
def test_deploy_reports_what_there_is_now(deployed: str, site: Site):
    resources = sum(len(resource["instances"]) for resource in site.state(TARGET)["resources"])
    assert f"{TARGET} is deployed: {resources} resources" in deployed


@pytest.mark.requirement("C-02")
def test_the_state_lies_encrypted_and_versioned_in_the_bucket_and_no_lock_is_left(site: Site, deployed: str):
    bucket = site.state_bucket
    state = site.client("s3").head_object(Bucket=bucket, Key=f"{TARGET}/terraform.tfstate")
    assert state["ServerSideEncryption"] == "aws:kms"
    assert site.client("s3").get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    objects = site.client("s3").list_objects_v2(Bucket=bucket)["Contents"]
    assert [found["Key"] for found in objects if found["Key"].endswith(".tflock")] == []
    locks = site.client("dynamodb").scan(TableName="stackwright-locks")["Items"]
    assert [lock for lock in locks if "Info" in lock] == []


@pytest.mark.requirement("C-17")
def test_no_secret_is_in_the_state(site: Site, deployed: str):
    values = {
        f"{resource['type']}.{resource['name']}.{name}": value
        for resource in site.state(TARGET)["resources"]
        for instance in resource["instances"]
        for name, value in instance["attributes"].items()
        if name in ("password", "auth_token", "secret_string", "private_key", "client_secret") and value
    }
    assert values == {}


@pytest.mark.requirement("M-05", "C-41")
def test_both_services_run_behind_the_load_balancer(site: Site, deployed: str):
    services = site.client("ecs").describe_services(
        cluster="macro-ai-dev", services=["macro-ai-dev-api", "macro-ai-dev-ui"]
    )["services"]
    ports = {service["serviceName"]: service["loadBalancers"][0]["containerPort"] for service in services}
    assert ports == {"macro-ai-dev-api": 3040, "macro-ai-dev-ui": 3000}
    [load_balancer] = site.client("elbv2").describe_load_balancers(Names=["macro-ai-dev"])["LoadBalancers"]
    listeners = site.client("elbv2").describe_listeners(LoadBalancerArn=load_balancer["LoadBalancerArn"])["Listeners"]
    assert sorted(listener["Port"] for listener in listeners) == [80, 443]


@pytest.mark.requirement("C-41")
def test_a_second_plan_changes_nothing_and_the_local_aws_had_all_it_was_asked_for(life: Life, deployed: str):
    life.plan_is_empty()


@pytest.mark.requirement("C-17", "M-04", "M-08")
def test_secrets_filled_outside_terraform_are_no_change_to_it(site: Site, life: Life, deployed: str):
    site.stackwright("secrets", TARGET.id, "--local")
    for name in ("API_KEY", "COOKIE_ENCRYPTION_KEY", "DATABASE_PASSWORD"):
        value = site.client("secretsmanager").get_secret_value(SecretId=f"macro-ai-dev/{name}")["SecretString"]
        assert len(value) >= 32
        assert value not in json.dumps(site.state(TARGET))
    life.plan_is_empty()


@pytest.mark.requirement("C-06")
def test_what_was_deployed_carries_the_environments_tags(site: Site, deployed: str):
    services = {arn.split(":")[2] for arn in ours(site)}
    assert {"ec2", "ecs", "rds", "elasticloadbalancing", "secretsmanager", "kms"} <= services


@pytest.mark.requirement("C-41")
def test_the_demo_finds_it_deployed(site: Site, deployed: str):
    said = site.stackwright("demo")
    assert f"{TARGET} was deployed before and is up to date" in said
    assert "A second plan finds nothing to change." in said


@pytest.mark.requirement("C-40", "C-41")
def test_the_tour_of_the_readme(site: Site, deployed: str, rewrite: bool):
    tour.edit(site.folder)
    shutil.copy(tour.REPOSITORY / "policy.toml", site.folder)
    review, deploy = f"stackwright review {TARGET} --local", f"stackwright deploy {TARGET} --local"
    tour.shows("tour-review", review, site.stackwright(*review.split()[1:]), leave_out=("Accepted",), rewrite=rewrite)
    said = site.stackwright(*deploy.split()[1:], "--yes")
    tour.shows("tour-deploy", deploy, said, leave_out=("Outputs", "Look at it"), rewrite=rewrite)


@pytest.mark.requirement("C-41")
def test_destroy_leaves_nothing(life: Life, deployed: str):
    life.destroy()


@pytest.mark.requirement("C-41")
def test_an_environment_of_another_kind_goes_the_whole_way_too(contrast: Future[Row]):
    row = contrast.result()
    assert row.problems == []
    assert {stage: outcome.word for stage, outcome in row.outcomes.items()} == dict.fromkeys(row.outcomes, "ok")
