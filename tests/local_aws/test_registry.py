"""What we register: nothing that moto has meanwhile or does right by itself, nothing that AWS does not have."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.session import get_session

from local_aws.registry import (
    AMENDMENTS,
    ECHOES,
    OPERATIONS,
    PATCHES,
    Registered,
    corrections,
    load_services,
    operation,
)
from local_aws.store import tag_map
from tests.local_aws import services as tests_of_services
from tests.local_aws.conftest import ACCOUNT_ID

load_services()

Operations = Mapping[tuple[str, str], Registered]


def anything(shape: Shape, depth: int = 0) -> Any:
    """A value of the shape with what it requires."""
    if isinstance(shape, StructureShape):
        return {name: anything(shape.members[name], depth + 1) for name in shape.required_members if depth < 5}
    if isinstance(shape, ListShape):
        return [anything(shape.member, depth + 1)]
    if isinstance(shape, MapShape):
        return {"key": anything(shape.value, depth + 1)}
    values = {"boolean": True, "integer": 1, "long": 1, "float": 1.0, "double": 1.0, "timestamp": 1, "blob": b"x"}
    return values.get(shape.type_name) or (getattr(shape, "enum", None) or ["x" * 32])[0]


@cache
def client(endpoint: str, service: str) -> Any:
    """One that sends what is asked of it, right or wrong."""
    return get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id=ACCOUNT_ID,
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, parameter_validation=False),
    )


def moto_has(endpoint: str, service: str, name: str) -> bool:
    """Whether plain moto does anything with the operation but refuse it."""
    asked = client(endpoint, service)
    shape = asked.meta.service_model.operation_model(name).input_shape
    try:
        asked._make_api_call(name, anything(shape) if shape else {})
    except ClientError as error:
        return error.response["Error"]["Code"] != "UnsupportedOperation"
    return True


@pytest.fixture
def plain(endpoint: str, front: Any) -> Iterator[str]:
    """The endpoint with nothing of ours: moto alone."""
    front.without = {*corrections(), *(registered.name for registered in OPERATIONS.values())}
    yield endpoint
    front.without = ()


def answered(endpoint: str, operations: Operations) -> list[str]:
    """Those that moto answers although nobody says why they are ours too."""
    return sorted(
        f"{service}.{name}: moto has it, remove ours or say why it overrides moto's"
        for (service, name), registered in operations.items()
        if registered.override is None and moto_has(endpoint, service, name)
    )


def needed_by_tests() -> set[str]:
    """The names in all `needs` marks."""
    names = set()
    for found in pkgutil.iter_modules(tests_of_services.__path__):
        module = importlib.import_module(f"{tests_of_services.__name__}.{found.name}")
        for test in vars(module).values():
            marks: Iterable[pytest.Mark] = getattr(test, "pytestmark", ())
            names |= {name for mark in marks if mark.name == "needs" for name in mark.args}
    return names


def test_moto_has_none_of_the_operations_that_are_ours_alone(plain: str) -> None:
    assert answered(plain, OPERATIONS) == []


def test_an_operation_that_moto_has_too_is_found(plain: str) -> None:
    ours = {("rds", "CreateDBInstance"): Registered("rds.create", lambda context: None, override=None)}
    assert answered(plain, ours) == ["rds.CreateDBInstance: moto has it, remove ours or say why it overrides moto's"]


def test_every_reason_to_override_moto_is_about_something_moto_has(plain: str) -> None:
    """One reason may stand for several operations of which moto has some."""
    found: dict[tuple[str, str], bool] = {}
    for (service, name), registered in OPERATIONS.items():
        if registered.override and not found.get((service, registered.override)):
            found[service, registered.override] = moto_has(plain, service, name)
    assert [reason for reason, has in found.items() if not has] == []


def test_each_correction_of_moto_has_a_test_that_fails_without_it() -> None:
    """The marks themselves are put to the test where they stand: see `pytest_generate_tests` in conftest.py."""
    assert sorted(corrections() ^ needed_by_tests()) == []


def test_names_of_corrections_are_taken_once() -> None:
    handlers = {(one.name, one.handler) for one in OPERATIONS.values() if one.override}
    amendments = {(one.name, one.amendment) for of_one in AMENDMENTS.values() for one in of_one}
    others = [one.name for of_one in (*ECHOES.values(), *PATCHES.values()) for one in of_one]
    names = Counter([*(name for name, _ in (*handlers, *amendments)), *others])
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_patches_change_the_same_place() -> None:
    places = Counter(patch.where for patches in PATCHES.values() for patch in patches)
    assert [place for place, count in places.items() if count > 1] == []


def test_every_registered_operation_exists_in_aws() -> None:
    session = get_session()
    names = {*OPERATIONS, *AMENDMENTS}
    names |= {(echo.service, name) for echoes in ECHOES.values() for echo in echoes for name in echo.writes}
    models = {service: set(session.get_service_model(service).operation_names) for service, _ in names}
    assert sorted(f"{service}.{name}" for service, name in names if name not in models[service]) == []


def test_every_patch_explains_itself() -> None:
    assert [patch.name for patches in PATCHES.values() for patch in patches if not patch.replacement.__doc__] == []


def test_one_operation_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match=r"^xray\.GetGroup is registered twice$"):
        operation("xray", "GetGroup")(lambda context: None)


@pytest.mark.parametrize(
    "tags", [{"a": "1"}, [{"Key": "a", "Value": "1"}], [{"key": "a", "value": "1"}], [{"TagKey": "a", "TagValue": "1"}]]
)
def test_tags_are_read_in_every_spelling_of_aws(tags: object) -> None:
    assert tag_map(tags) == {"a": "1"}
