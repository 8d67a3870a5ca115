"""Releases from beginning to end, against the local AWS."""

import threading

import pytest

from release.errors import RefusedError, ReleaseError
from release.prepare import of_history
from release.record import Records
from tests.release.conftest import Shop, digest


@pytest.mark.requirement("C-36", "G-03")
def test_a_release_goes_through_all_its_steps(shop: Shop):
    release = shop.release(2)
    assert shop.shown.lines == [
        "snapshot of shop-dev-database: shop-dev-database-release-1",
        "run migrate: done",
        "deploy api: shop-dev-api:2",
        "deploy ui: shop-dev-ui:2",
        "verify api: 2 tasks run sha256:000000000000",
        "verify ui: 2 tasks run sha256:000000000000",
    ]
    assert (shop.running("api"), shop.running("ui")) == (digest(2), digest(2))
    assert (release.number, release.outcome, release.snapshot) == (1, "succeeded", "shop-dev-database-release-1")


@pytest.mark.requirement("C-20", "C-36", "G-05")
@pytest.mark.parametrize("service", ["api", "ui"])
def test_v1_v2_failing_v3_back_to_v2_and_rollback_to_v1(shop: Shop, service: str):
    shop.release(2, service)
    shop.fate(3, service="unhealthy")
    with pytest.raises(ReleaseError):
        shop.release(3, service)
    assert shop.running(service) == digest(2)
    records = Records(shop.clients, shop.facts.parameter_path)
    shop.prepared(of_history(shop.facts, shop.clients, records.history(), None), "rollback").run()
    assert shop.running(service) == digest(1)
    assert shop.history() == [(3, "rollback", "succeeded"), (2, "release", "taken back"), (1, "release", "succeeded")]


@pytest.mark.parametrize(
    ("service", "fate", "expected"),
    [
        (
            "api",
            "unhealthy",
            "ECS took api back to its previous version by itself. ECS says: ECS deployment circuit breaker: tasks failed "
            "to start.",
        ),
        (
            "api",
            "alarm",
            "ECS took api back to its previous version by itself. ECS says: ECS deployment rolled back: an alarm of the "
            "deployment is in the state ALARM.",
        ),
        (
            "ui",
            "unhealthy",
            "CodeDeploy ended the deployment of ui as Failed. It says: The replacement task set did not become healthy.",
        ),
        (
            "ui",
            "alarm",
            "CodeDeploy ended the deployment of ui as Stopped. It says: One or more alarms have been activated.",
        ),
    ],
)
@pytest.mark.requirement("M-11")
def test_what_aws_took_back_is_a_failed_release(shop: Shop, service: str, fate: str, expected: str):
    shop.fate(2, service=fate)
    with pytest.raises(ReleaseError) as error:
        shop.release(2, service)
    assert str(error.value) == f"{expected}\n{service}: the version before runs again."
    assert shop.running(service) == digest(1)
    assert Records(shop.clients, shop.facts.parameter_path).history()[0].reason == expected


def test_a_service_that_had_succeeded_is_taken_back_with_the_one_that_failed(shop: Shop):
    shop.fate(2, service="unhealthy")
    original = shop.runner(2, "api", "ui")
    # Only ui's new version is ill: api gets another one.
    moves = tuple(
        move if move.service.name == "ui" else shop.runner(4, "api").prepared.moves[0]
        for move in original.prepared.moves
    )
    runner = shop.prepared(type(original.prepared)(shop.facts, moves, ()), "release")
    with pytest.raises(ReleaseError) as error:
        runner.run()
    assert str(error.value).endswith("\napi, ui: the version before runs again.")
    assert (shop.running("api"), shop.running("ui")) == (digest(1), digest(1))


@pytest.mark.requirement("A-09", "G-04")
def test_a_migration_that_fails_ends_the_release_before_any_service_changes(shop: Shop):
    shop.fate(2, task_exit_code=3, log=["running upgrade 41", "relation users exists already"])
    with pytest.raises(ReleaseError) as error:
        shop.release(2)
    assert str(error.value) == (
        "The task migrate ended with exit code 3. Its log ends with:\n"
        "    running upgrade 41\n"
        "    relation users exists already\n"
        "No service was changed."
    )
    assert (shop.running("api"), shop.running("ui")) == (digest(1), digest(1))
    assert shop.history() == [(1, "release", "taken back")]


def test_ctrl_c_in_the_middle_takes_everything_back(shop: Shop):
    runner = shop.runner(2)
    shop.shown.interrupt_at = "InProgress"
    with pytest.raises(KeyboardInterrupt):
        runner.run()
    assert (shop.running("api"), shop.running("ui")) == (digest(1), digest(1))
    assert shop.history() == [(1, "release", "taken back")]
    assert shop.shown.lines[-1] == "api, ui: the version before runs again."


def test_of_two_releases_at_once_the_second_is_refused_with_who_works(shop: Shop):
    records = Records(shop.clients, shop.facts.parameter_path)
    records.lock("user/ben", "2026-11-21T09:59:00+00:00")
    runner = shop.runner(2)
    with pytest.raises(RefusedError) as error:
        runner.run()
    assert str(error.value) == (
        "user/ben releases since 2026-11-21T09:59:00+00:00. Wait until that has ended. If it was killed, look at "
        "`stackwright history`, then take the lock away: aws ssm delete-parameter --name /shop/dev/release/lock"
    )
    assert shop.history() == []
    records.unlock()
    assert shop.release(2).outcome == "succeeded"


def test_of_two_that_begin_at_the_same_moment_one_goes_on(shop: Shop):
    runners = [shop.runner(2), shop.runner(2)]
    outcomes: list[str] = []

    def run(index: int) -> None:
        try:
            outcomes.append(runners[index].run().outcome)
        except RefusedError:
            outcomes.append("refused")

    threads = [threading.Thread(target=run, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "succeeded"]


def test_after_a_release_the_lock_is_gone_however_it_ended(shop: Shop):
    shop.fate(2, service="unhealthy")
    with pytest.raises(ReleaseError):
        shop.release(2)
    assert shop.release(3).number == 2


def test_what_runs_already_is_not_deployed(shop: Shop):
    prepared = shop.runner(1).prepared
    assert (prepared.moves, prepared.unchanged) == ((), ("api", "ui"))


def test_the_steps_of_a_dry_run_are_those_of_the_run(shop: Shop):
    assert list(shop.runner(2, "api").steps()) == [
        "snapshot of shop-dev-database",
        "run migrate with the image of api",
        "deploy api (rolling): shop-api@sha256:000000000000 -> shop-api@sha256:000000000000",
        f"verify that the tasks of api run {digest(2)}",
    ]
    assert shop.running("api") == digest(1)
    assert shop.history() == []


@pytest.mark.requirement("G-05")
def test_a_rollback_to_a_numbered_release_brings_what_that_left(shop: Shop):
    for version in (2, 3, 4):
        shop.release(version, "api")
    history = Records(shop.clients, shop.facts.parameter_path).history()
    runner = shop.prepared(of_history(shop.facts, shop.clients, history, 1), "rollback")
    assert next(runner.steps()).startswith("deploy api (rolling): ")
    runner.run()
    assert shop.running("api") == digest(2)


def test_a_version_that_terraform_has_deregistered_is_registered_again(shop: Shop):
    shop.release(2, "api")
    shop.clients.ecs.deregister_task_definition(taskDefinition="shop-dev-api:1")
    history = Records(shop.clients, shop.facts.parameter_path).history()
    shop.prepared(of_history(shop.facts, shop.clients, history, None), "rollback").run()
    assert shop.running("api") == digest(1)


def test_without_a_release_there_is_nothing_to_go_back_to(shop: Shop):
    with pytest.raises(RefusedError) as error:
        of_history(shop.facts, shop.clients, [], None)
    assert str(error.value) == "shop/dev has no release that succeeded, so there is nothing to go back to."


def test_a_release_that_never_was_is_refused(shop: Shop):
    shop.release(2, "api")
    history = Records(shop.clients, shop.facts.parameter_path).history()
    with pytest.raises(RefusedError) as error:
        of_history(shop.facts, shop.clients, history, 7)
    assert str(error.value) == "shop/dev has no release 7 that succeeded; there are 1."
