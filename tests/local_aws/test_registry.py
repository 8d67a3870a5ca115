"""What we register: nothing that moto has meanwhile, nothing that AWS does not have."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from botocore.session import get_session
from moto.backends import get_backend, list_of_moto_modules
from moto.core.utils import camelcase_to_underscores

from local_aws.registry import AMENDMENTS, ECHOES, OPERATIONS, PATCHES, Registered, load_services, operation, tag_map

load_services()

# moto's package of a service, where it is not botocore's name without dashes.
PACKAGES = {"lambda": "awslambda", "cognito-idp": "cognitoidp", "application-autoscaling": "applicationautoscaling"}


@cache
def moto_operations(service: str) -> set[str]:
    """The snake-case names of the operations moto implements for a service: in its responses or its backend."""
    package = PACKAGES.get(service, service.replace("-", ""))
    if package not in list_of_moto_modules():
        return set()
    try:
        urls = importlib.import_module(f"moto.{package}.urls")
    except ModuleNotFoundError:
        # moto's X-Ray needs the X-Ray SDK, which the local AWS does without.
        return set()
    owners: list[Any] = [getattr(handler, "__self__", None) for handler in urls.url_paths.values()]
    owners.append(get_backend(package).backend)
    return {name for owner in owners for name in dir(owner) if not name.startswith("_")}


def unexplained(operations: Mapping[tuple[str, str], Registered]) -> list[str]:
    return sorted(
        f"{service}.{name}: moto implements it, remove ours or say why it overrides moto's"
        for (service, name), registered in operations.items()
        if registered.override is None and camelcase_to_underscores(name) in moto_operations(service)
    )


def test_no_operation_duplicates_moto_without_a_reason() -> None:
    assert unexplained(OPERATIONS) == []


def test_a_duplicate_of_moto_is_found() -> None:
    ours = {("rds", "CreateDBInstance"): Registered(lambda context: None, override=None)}
    assert unexplained(ours) == ["rds.CreateDBInstance: moto implements it, remove ours or say why it overrides moto's"]


def test_every_reason_to_override_moto_is_about_something_moto_implements() -> None:
    """One reason may stand for several operations (the three of tags) of which moto has some."""
    found: dict[tuple[str, str], bool] = {}
    for (service, name), registered in OPERATIONS.items():
        if registered.override:
            key = service, registered.override
            found[key] = found.get(key, False) or camelcase_to_underscores(name) in moto_operations(service)
    assert [key for key, implemented in found.items() if not implemented] == []


def test_every_registered_operation_exists_in_aws() -> None:
    session = get_session()
    names = {*OPERATIONS, *AMENDMENTS}
    names |= {(echo.service, name) for echoes in ECHOES.values() for echo in echoes for name in echo.writes}
    models = {service: set(session.get_service_model(service).operation_names) for service, _ in names}
    assert sorted(f"{service}.{name}" for service, name in names if name not in models[service]) == []


def test_every_patch_explains_itself() -> None:
    assert [change.__name__ for changes in PATCHES.values() for change in changes if not change.__doc__] == []


def test_one_operation_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match=r"^xray\.GetGroup is registered twice$"):
        operation("xray", "GetGroup")(lambda context: None)


@pytest.mark.parametrize(
    "tags", [{"a": "1"}, [{"Key": "a", "Value": "1"}], [{"key": "a", "value": "1"}], [{"TagKey": "a", "TagValue": "1"}]]
)
def test_tags_are_read_in_every_spelling_of_aws(tags: object) -> None:
    assert tag_map(tags) == {"a": "1"}
