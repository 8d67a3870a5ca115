"""`stackwright release`, `rollback` and `history` as a user calls them, against the local AWS."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.base.releasing import POLL_VARIABLE, Releasing
from tests.release.conftest import REPOSITORY, Shop, aws, digest, endpoint, front, server, shop, without
from tests.scripts.conftest import Ended

__all__ = ["aws", "endpoint", "front", "server", "shop", "without"]

Run = Callable[..., Ended]


@pytest.fixture
def second(shop: Shop) -> list[str]:
    """The arguments that release a second version of both services, which is in the registry."""
    shop.clients.ecr.create_repository(repositoryName="shop-api")
    manifest = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {}})
    pushed = shop.clients.ecr.put_image(repositoryName="shop-api", imageManifest=manifest, imageTag="2")
    image = f"{REPOSITORY}@{pushed['image']['imageId']['imageDigest']}"
    return [f"--image=api={image}", f"--image=ui={image}"]


@pytest.fixture(autouse=True)
def in_the_shop(repository: Path, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is released is the shop, and nobody waits between two looks at it."""
    monkeypatch.setattr(
        Releasing, "of", lambda target, root, screen, use_local: Releasing(shop.facts, shop.clients, screen, use_local)
    )
    monkeypatch.setenv(POLL_VARIABLE, "0")


def task_sets(shop: Shop) -> list[str]:
    """What of the blue-green service there is."""
    [service] = shop.clients.ecs.describe_services(cluster="shop-dev", services=["shop-dev-ui"])["services"]
    return [task_set["taskDefinition"].rpartition("/")[2] for task_set in service["taskSets"]]


@pytest.mark.requirement("C-36", "P-11")
def test_a_dry_run_looks_and_changes_nothing(stackwright: Run, shop: Shop, second: list[str]):
    ended = stackwright("release", "macro-ai/dev", *second, "--dry-run")
    new = second[0].rpartition("@")[2]
    assert ended.exit_code == 0
    assert ended.stdout.splitlines() == [
        "1. snapshot of shop-dev-database",
        "2. run migrate with the image of api",
        f"3. deploy api (rolling): shop-api@sha256:000000000000 -> shop-api@{new[:19]}",
        f"4. deploy ui (blue_green): shop-api@sha256:000000000000 -> shop-api@{new[:19]}",
        f"5. verify that the tasks of api run {new}",
        f"6. verify that the tasks of ui run {new}",
        "Nothing was changed.",
    ]
    assert (shop.running("api"), task_sets(shop)) == (digest(1), ["shop-dev-ui:1"])


@pytest.mark.requirement("C-36", "G-03", "P-11")
def test_a_release_and_its_rollback_are_one_command_each(stackwright: Run, shop: Shop, second: list[str]):
    released = stackwright("release", "macro-ai/dev", *second, "--no-smoke-test", "--yes")
    assert released.exit_code == 0
    assert "macro-ai/dev: release 1 succeeded." in released.stdout.splitlines()
    # The tasks of the version before are gone, too.
    assert (shop.running("api"), task_sets(shop)) == (second[0].rpartition("@")[2], ["shop-dev-ui:2"])
    back = stackwright("rollback", "macro-ai/dev", "--no-smoke-test", "--yes")
    assert back.exit_code == 0
    assert (shop.running("api"), task_sets(shop)) == (digest(1), ["shop-dev-ui:1"])
    history = stackwright("history", "macro-ai/dev", "--json").document["releases"]
    assert [(each["number"], each["kind"], each["outcome"]) for each in history] == [
        (2, "rollback", "succeeded"),
        (1, "release", "succeeded"),
    ]


def test_what_was_not_pushed_is_refused(stackwright: Run):
    ended = stackwright("release", "macro-ai/dev", f"--image=api={REPOSITORY}@{digest(3)}", "--yes")
    assert (ended.exit_code, ended.stderr) == (
        1,
        f"api: {REPOSITORY}@{digest(3)} is not in the registry; push it first.\n",
    )


def test_without_a_release_there_is_nothing_to_go_back_to(stackwright: Run):
    assert stackwright("history", "macro-ai/dev").stdout == "macro-ai/dev has no releases yet.\n"
    ended = stackwright("rollback", "macro-ai/dev", "--yes")
    assert (ended.exit_code, ended.stderr) == (
        1,
        "shop/dev has no release that succeeded, so there is nothing to go back to.\n",
    )


def test_without_a_terminal_nothing_is_released(stackwright: Run, shop: Shop, second: list[str]):
    ended = stackwright("release", "macro-ai/dev", *second)
    assert ended.exit_code == 2
    assert ended.stderr.startswith("There is no terminal to ask on, so say --yes to release without a question.")
    assert shop.running("api") == digest(1)
