"""What to change in the settings of an environment when its figures are beyond their limits."""

import math
from dataclasses import dataclass

from advice.figures import CONNECTIONS, CPU, MEMORY, RESPONSE, Figures
from modules.aurora_postgres.inputs import AuroraPostgresInputs
from modules.ecs_service.inputs import EcsServiceInputs
from modules.ecs_task.fargate import smallest_size
from modules.rds_postgres.inputs import RdsPostgresInputs
from modules.rds_postgres.instance_classes import MEMORY_GIB
from review.cost.owner_figures import Edit
from settings.environment import EnvironmentSettings

WANTED_PERCENT = 70
"""What a size is chosen for: the default target of scaling, and room for a peak."""


@dataclass(frozen=True)
class Sizes:
    """Changes of the settings, and what no setting mends."""

    edits: tuple[Edit, ...]
    notes: tuple[str, ...]


def fitting_sizes(settings: EnvironmentSettings, service: str, figures: Figures) -> Sizes:
    """What brings the figures that are beyond their limits back to 70 %, each by the part that it is about."""
    beyond = {limit for limit, _ in figures.beyond()}
    edits: list[Edit] = []
    notes: list[str] = []
    task = settings.services[service]
    if CPU in beyond or MEMORY in beyond:
        found, said = _task(task, f"services.{service}", figures)
        edits += found
        notes += said
    if CONNECTIONS in beyond:
        found, said = _connections(settings, figures.connections_percent or 0)
        edits += found
        notes += said
    if beyond == {RESPONSE}:
        notes.append(
            "Answers are slow although CPU, memory and connections are within their limits or not known: no size mends "
            "that. Look for slow queries in Performance Insights and for slow calls in the traces first."
        )
    return Sizes(tuple(edits), tuple(notes))


def _task(task: EcsServiceInputs, key: str, figures: Figures) -> tuple[list[Edit], list[str]]:
    cpu, memory = figures.cpu_percent or 0, figures.memory_percent or 0
    if cpu > CPU.most and memory <= MEMORY.most and task.autoscaling is not None:
        # It does scale, so it ended at its most tasks.
        most = task.autoscaling.maximum_tasks
        more = math.ceil(most * cpu / WANTED_PERCENT)
        why = f"{most} tasks at {cpu:g} % of their CPU are {more} at {WANTED_PERCENT} %"
        return [Edit(f"{key}.autoscaling.maximum_tasks", more, why)], []
    wanted_cpu = task.cpu_units * cpu / WANTED_PERCENT if cpu > CPU.most else task.cpu_units
    wanted_memory = task.memory_mib * memory / WANTED_PERCENT if memory > MEMORY.most else task.memory_mib
    size = smallest_size(wanted_cpu, wanted_memory)
    if size is None:
        return [], ["No Fargate task is that large: run more of them, or find out what needs so much."]
    edits = [
        Edit(f"{key}.{name}", new, _why(old, percent, what) if percent > limit.most else "goes with the other")
        for name, new, old, percent, limit, what in (
            ("cpu_units", size[0], task.cpu_units, cpu, CPU, "CPU"),
            ("memory_mib", size[1], task.memory_mib, memory, MEMORY, "memory"),
        )
        if new != old
    ]
    return edits, []


def _why(size: int, percent: float, what: str) -> str:
    return f"{percent:g} % of the {what} of {size} are {WANTED_PERCENT} % of {size * percent / WANTED_PERCENT:.0f}"


def _connections(settings: EnvironmentSettings, percent: float) -> tuple[list[Edit], list[str]]:
    database = settings.database
    if isinstance(database, RdsPostgresInputs) and settings.database_proxy is None:
        return [Edit("database_proxy", {}, "tasks share connections instead of opening their own")], []
    if isinstance(database, RdsPostgresInputs):
        larger = _larger_class(database.instance_class, percent)
        if larger is not None:
            return [Edit("database.instance_class", larger, "connections follow the memory of the class")], []
    if isinstance(database, AuroraPostgresInputs):
        acu = math.ceil(database.maximum_acu * percent / WANTED_PERCENT)
        return [Edit("database.maximum_acu", acu, "connections follow the memory of the capacity")], []
    if database is None:
        return [], ["There is no database whose connections could be too few."]
    return [], ["How many connections the database allows is not decided here: ask who runs it, or pool them."]


def _larger_class(instance_class: str, percent: float) -> str | None:
    """The smallest class of the same family with enough memory; None when there is none."""
    family = instance_class.rpartition(".")[0] + "."
    wanted = MEMORY_GIB[instance_class] * percent / WANTED_PERCENT
    larger = [name for name, gib in MEMORY_GIB.items() if name.startswith(family) and gib >= wanted]
    return min(larger, key=MEMORY_GIB.__getitem__, default=None)


def main_service(settings: EnvironmentSettings) -> str:
    """The service that figures are about where nobody names one: that with most to do, by what it may have."""

    def capacity(name: str) -> int:
        service = settings.services[name]
        tasks = service.autoscaling.maximum_tasks if service.autoscaling else service.initial_task_count
        return tasks * service.cpu_units

    return max(settings.services, key=capacity)
