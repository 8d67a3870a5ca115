import hashlib
import json
from pathlib import Path

import pytest

from scripts.base.aws import Aws
from scripts.base.state_store import StateStore, content
from settings.load import load_state
from settings.target import Deployment
from tests.scripts.base.test_deployed import resource
from tests.scripts.conftest import StatePlace

KEY = "shop/dev/terraform.tfstate"
AWS = Aws({"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}, None)


def state(serial: int, *resources: object) -> str:
    return json.dumps({"version": 4, "serial": serial, "lineage": "l", "outputs": {}, "resources": list(resources)})


@pytest.fixture
def store(repository: Path, state_place: StatePlace) -> StateStore:
    return StateStore(load_state(repository).settings, Deployment("shop", "dev"), AWS)


def remembered(place: StatePlace) -> str:
    item = place.client("dynamodb").get_item(TableName=place.table, Key={"LockID": {"S": f"{place.bucket}/{KEY}-md5"}})
    return item["Item"]["Digest"]["S"]


def test_nothing_was_written_yet(store: StateStore):
    assert (store.versions(), store.current(), store.is_as_remembered(None)) == ([], None, True)


def test_versions_and_deletions_newest_first_without_those_of_the_lock(store: StateStore, state_place: StatePlace):
    first = state_place.put_state(KEY, state(1))
    state_place.lock(KEY)
    second = state_place.put_state(KEY, state(2))
    state_place.client("s3").delete_object(Bucket=state_place.bucket, Key=KEY)
    found = store.versions()
    assert [(version.id, version.deleted) for version in found[1:]] == [(second, False), (first, False)]
    assert found[0].deleted
    assert store.content(found[2]).serial == 1
    assert store.current() is None


def test_the_addresses_in_a_state():
    one = resource("aws_vpc.network")
    many = resource("aws_subnet.network", cidr_block="x")
    many["instances"] = [{"index_key": "a", "attributes": {}}, {"index_key": 0, "attributes": {}}]
    data = {**resource("aws_region.here"), "mode": "data"}
    found = content(state(1, one, many, data).encode())
    assert found.addresses == ['aws_subnet.network["a"]', "aws_subnet.network[0]", "aws_vpc.network"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"version": 4,', "it is no JSON ("),
        (b"\xff\xfe", "it is no JSON ("),
        (b"", "it is no JSON (Expecting value: line 1 column 1 (char 0))"),
        (b"[]", "it is JSON, but not the state of a Terraform root"),
        (b'{"version": 4}', "it is JSON, but not the state of a Terraform root"),
    ],
)
def test_what_is_no_state_says_why(data: bytes, problem: str):
    found = content(data)
    assert found.problem.startswith(problem)
    assert (found.serial, found.addresses) == (0, [])


def test_what_the_lock_table_remembers(store: StateStore, state_place: StatePlace):
    state_place.put_state(KEY, state(1))
    assert store.is_as_remembered(store.current())
    assert not store.is_as_remembered(content(state(2).encode()))
    assert not store.is_as_remembered(None)


def test_puts_a_version_back_under_a_new_serial_encrypted_as_it_was(store: StateStore, state_place: StatePlace):
    first = state_place.put_state(KEY, state(1, resource("aws_vpc.network")))
    state_place.put_state(KEY, "damaged")
    version = next(version for version in store.versions() if version.id == first)
    store.put_back(version, serial=7)
    current = store.current()
    assert current is not None
    assert (current.serial, current.addresses) == (7, ["aws_vpc.network"])
    assert remembered(state_place) == hashlib.md5(current.data, usedforsecurity=False).hexdigest()
    head = state_place.client("s3").head_object(Bucket=state_place.bucket, Key=KEY)
    assert head["ServerSideEncryption"] == "AES256"


def test_without_a_lock_table_nothing_is_remembered(repository: Path, state_place: StatePlace):
    file = repository / "envs" / "state.tfvars"
    file.write_text(file.read_text().replace("state = {", 'state = {\n  locks = ["s3_lock_file"]'))
    store = StateStore(load_state(repository).settings, Deployment("shop", "dev"), AWS)
    version = state_place.put_state(KEY, state(1), digest="another")
    assert store.is_as_remembered(store.current())
    store.put_back(next(one for one in store.versions() if one.id == version), serial=2)
    assert remembered(state_place) == "another"
