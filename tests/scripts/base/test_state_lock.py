import json
from pathlib import Path

import pytest

from scripts.base.aws import Aws
from scripts.base.state_lock import Lock, StateLocks
from settings.load import load_state
from settings.target import Deployment
from tests.scripts.conftest import StatePlace
from toolchain.errors import UserError

KEY = "shop/dev/terraform.tfstate"
AWS = Aws({"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}, None)


@pytest.fixture
def locks(repository: Path, state_place: StatePlace) -> StateLocks:
    return StateLocks(load_state(repository).settings, Deployment("shop", "dev"), AWS)


def test_there_is_none(locks: StateLocks):
    assert locks.held() == []


def test_one_that_lies_in_both_places_is_one(locks: StateLocks, state_place: StatePlace):
    state_place.lock(KEY)
    [lock] = locks.held()
    assert (lock.id, lock.who, lock.operation, lock.terraform_version) == ("1-2", "ann@laptop", "apply", "1.11.4")
    assert lock.places == ("s3_lock_file", "dynamodb_table")
    assert str(lock) == "ann@laptop has been at it (apply) since 2026-11-21 08:51:30 UTC"


@pytest.mark.parametrize(("file", "item"), [(True, False), (False, True)])
def test_half_a_lock_is_found_and_removed(locks: StateLocks, state_place: StatePlace, file: bool, item: bool):
    state_place.lock(KEY, file=file, item=item)
    [lock] = locks.held()
    locks.remove(lock)
    assert state_place.locks(KEY) == []


def test_two_runs_that_hold_one_place_each_are_two(locks: StateLocks, state_place: StatePlace):
    state_place.lock(KEY, id="a", item=False)
    state_place.lock(KEY, id="b", file=False)
    assert [(lock.id, lock.places) for lock in locks.held()] == [("a", ("s3_lock_file",)), ("b", ("dynamodb_table",))]


def test_a_lock_that_somebody_has_taken_since_stays(locks: StateLocks, state_place: StatePlace):
    state_place.lock(KEY, id="old")
    [old] = locks.held()
    state_place.lock(KEY, id="new")
    locks.remove(old)
    assert state_place.locks(KEY) == ["file", "item"]


def test_other_states_are_not_touched(locks: StateLocks, state_place: StatePlace):
    state_place.lock("shop/prod/terraform.tfstate")
    assert locks.held() == []


def test_takes_both_as_terraform_does_and_leaves_none(locks: StateLocks, state_place: StatePlace):
    with locks.taken("restore"):
        assert state_place.locks(KEY) == ["file", "item"]
        [lock] = locks.held()
        assert lock.operation == "restore"
        body = state_place.client("s3").get_object(Bucket=state_place.bucket, Key=f"{KEY}.tflock")["Body"].read()
        assert set(json.loads(body)) == {"ID", "Operation", "Info", "Who", "Version", "Created", "Path"}
    assert state_place.locks(KEY) == []


@pytest.mark.parametrize(("file", "item"), [(True, True), (True, False), (False, True)])
def test_takes_nothing_while_somebody_holds_one(locks: StateLocks, state_place: StatePlace, file: bool, item: bool):
    state_place.lock(KEY, file=file, item=item)
    before = state_place.locks(KEY)
    with pytest.raises(UserError) as refused, locks.taken("restore"):
        pass
    assert str(refused.value) == (
        "The state stackwright-state-123456789012/shop/dev/terraform.tfstate is locked: ann@laptop has been at it "
        "(apply) since 2026-11-21 08:51:30 UTC. Nothing was changed."
    )
    assert state_place.locks(KEY) == before


def test_takes_the_locks_that_the_settings_want(repository: Path, state_place: StatePlace):
    file = repository / "envs" / "state.tfvars"
    file.write_text(file.read_text().replace("state = {", 'state = {\n  locks = ["s3_lock_file"]'))
    locks = StateLocks(load_state(repository).settings, Deployment("shop", "dev"), AWS)
    with locks.taken("restore"):
        assert state_place.locks(KEY) == ["file"]
    assert state_place.locks(KEY) == []


def test_without_bucket_and_table_there_is_no_lock(repository: Path, state_place: StatePlace):
    settings = load_state(repository).settings
    state_place.client("s3").delete_bucket(Bucket=state_place.bucket)
    state_place.client("dynamodb").delete_table(TableName=state_place.table)
    held: list[Lock] = StateLocks(settings, Deployment("shop", "dev"), AWS).held()
    assert held == []
