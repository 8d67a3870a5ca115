"""A site's commands, without any AWS."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy_matrix.site import REPOSITORY, CommandError, Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "site")
    yield site
    site.close()


def test_a_site_has_the_settings_and_tools_of_the_repository(site: Site):
    assert (site.folder / "envs" / "state.tfvars").read_bytes() == (REPOSITORY / "envs" / "state.tfvars").read_bytes()
    assert (site.folder / "node_modules").resolve() == (REPOSITORY / "node_modules").resolve()
    assert (site.account_id, site.region) == ("123456789012", "us-east-1")


def test_a_command_works_in_the_site_and_is_logged(site: Site):
    site.stackwright("check", "macro-ai/dev")
    assert site.log.read_text().splitlines()[0] == "$ stackwright check macro-ai/dev"


def test_a_command_that_fails_says_what_it_said(site: Site):
    site.variables["api_image"] = "shop/api:2"
    with pytest.raises(CommandError) as caught:
        site.stackwright("plan", "macro-ai/develop")
    first, *said = str(caught.value).splitlines()
    assert first == "stackwright plan macro-ai/develop ended with 1:"
    assert said[0].startswith("there is no envs/macro-ai/develop.tfvars")
    assert site.log.read_text().startswith("$ TF_VAR_api_image=shop/api:2 stackwright plan macro-ai/develop\n")


def test_closing_a_site_ends_its_commands(site: Site):
    stopped: list[CommandError] = []

    def wait() -> None:
        try:
            # Waits for the lock of the root, which another holds.
            site.stackwright("plan", "macro-ai/dev", "--offline")
        except CommandError as error:
            stopped.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    while not site.log.exists():
        time.sleep(0.01)
    site.close()
    thread.join(timeout=30)
    assert [str(error) for error in stopped] == ["stopped"]


def test_there_is_no_client_of_an_aws_that_does_not_run(site: Site):
    with pytest.raises(CommandError, match=f"^the local AWS of {site.folder} does not run$"):
        site.client("s3")
