"""How large the tasks of a compose service are, and how many of them run."""

from compose.document import Item
from compose.notes import Notes
from compose.quantities import cpu_units, mebibytes
from modules.ecs_task.fargate import smallest_size

SMALLEST = (256, 512)
LIMITS = "deploy.resources.limits"
NOTHING = Item(0, {})


def task_size(service: Item, where: str, notes: Notes) -> tuple[int, int]:
    """CPU units and MiB of the smallest Fargate task that has what the limits allow."""
    entries = service.entries
    limits = deploy(service).entries.get("resources", NOTHING).entries.get("limits", NOTHING).entries
    cpu = limits.get("cpus") or entries.get("cpus")
    memory = limits.get("memory") or entries.get("mem_limit")
    if cpu is None and memory is None:
        notes.complete(service, f"{where}.{LIMITS}", "no limits are given, so its tasks are the smallest")
        return SMALLEST
    units = SMALLEST[0] if cpu is None else cpu_units(cpu.text)
    mib = SMALLEST[1] if memory is None else mebibytes(memory.text)
    if cpu is not None and units is None:
        notes.problem(cpu, f"{where}.{LIMITS}.cpus", "a number of CPUs such as 0.5")
    if memory is not None and mib is None:
        notes.problem(memory, f"{where}.{LIMITS}.memory", "a size such as 512m or 1g")
    if units is None or mib is None:
        return SMALLEST
    size = smallest_size(units, mib)
    if size is None:
        limit = cpu or memory or service
        notes.problem(limit, f"{where}.{LIMITS}", "a size that Fargate has, at most 16 CPUs and 120 GiB")
    return size or SMALLEST


def task_count(service: Item, where: str, notes: Notes) -> int | None:
    """How many tasks run; None where nobody says."""
    item = deploy(service).entries.get("replicas") or service.entries.get("scale")
    if item is None:
        return None
    if isinstance(item.value, int) and item.value > 0:
        return item.value
    notes.problem(item, f"{where}.deploy.replicas", "a whole number of 1 or more")
    return None


def deploy(service: Item) -> Item:
    """The section `deploy` of a service."""
    return service.entries.get("deploy", NOTHING)
