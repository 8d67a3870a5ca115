"""Rules about what is declared and reaches nobody: most often a name is missing where it should be used."""

from collections.abc import Iterator, Mapping, Sequence

from modules.alarms.inputs import AlarmsInputs
from modules.base.inputs import Inputs
from modules.bucket.inputs import BucketInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.external_cache.inputs import ExternalCacheInputs
from modules.external_database.inputs import ExternalDatabaseInputs
from modules.external_service.inputs import ExternalServiceInputs
from modules.one_off_task.inputs import OneOffTaskInputs
from modules.parameters.inputs import ParameterInputs
from modules.secrets.inputs import SecretInputs
from settings.complaints import Complaint
from settings.problem import KeyPath

Services = dict[str, EcsServiceInputs]
Tasks = dict[str, OneOffTaskInputs]


def stores_are_connected_to(
    services: Services,
    tasks: Tasks,
    database: Inputs | None,
    cache: Inputs | None,
    previous_database: Inputs | None,
    previous_cache: Inputs | None,
    external_services: dict[str, ExternalServiceInputs],
    buckets: dict[str, BucketInputs],
) -> Iterator[Complaint]:
    stores: dict[str, KeyPath] = {name: ("external_services", name) for name in external_services}
    stores |= {name: (name,) for name, section in (("database", database), ("cache", cache)) if section is not None}
    previous = {"previous_database": previous_database, "previous_cache": previous_cache}
    # A bucket may be for people and for copies, and what went before is on its way out.
    others = (*buckets, *(name for name, section in previous.items() if section is not None))
    yield from _unnamed(services, tasks, "connects_to", stores, others)


def secrets_reach_a_task(services: Services, tasks: Tasks, secrets: dict[str, SecretInputs]) -> Iterator[Complaint]:
    yield from _unnamed(services, tasks, "secrets", {name: ("secrets", name) for name in secrets})


def parameters_reach_a_task(
    services: Services, tasks: Tasks, parameters: dict[str, ParameterInputs]
) -> Iterator[Complaint]:
    yield from _unnamed(services, tasks, "parameters", {name: ("parameters", name) for name in parameters})


def alarms_have_something_to_watch(
    alarms: AlarmsInputs, database: Inputs | None, cache: Inputs | None
) -> Iterator[Complaint]:
    unwatched = {
        "database": database is None or isinstance(database, ExternalDatabaseInputs),
        "cache": cache is None or isinstance(cache, ExternalCacheInputs),
    }
    for name, is_unwatched in unwatched.items():
        if is_unwatched and name in alarms.model_fields_set:
            yield Complaint(("alarms", name), f"must be left out: this environment has no {name} in AWS to watch")


def _unnamed(
    services: Services, tasks: Tasks, field: str, declared: Mapping[str, KeyPath], others: Sequence[str] = ()
) -> Iterator[Complaint]:
    named = {name for user in (*services.values(), *tasks.values()) for name in getattr(user, field)}
    if named - {*declared, *others}:
        return  # A name that is not declared is refused already, and explains why another one is not used.
    for name, key in declared.items():
        if name not in named:
            yield Complaint(key, f"reaches nobody: no service and no task has {name} in {field}")


RULES = (
    stores_are_connected_to,
    secrets_reach_a_task,
    parameters_reach_a_task,
    alarms_have_something_to_watch,
)
