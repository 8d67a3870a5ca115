"""The task sizes that Fargate offers.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
"""

from typing import Literal

CpuUnits = Literal[256, 512, 1024, 2048, 4096, 8192, 16384]
"""1024 units are one vCPU."""

GIB = 1024
MEMORY_MIB: dict[int, tuple[int, ...]] = {
    256: (512, 1 * GIB, 2 * GIB),
    512: tuple(range(1 * GIB, 4 * GIB + 1, GIB)),
    1024: tuple(range(2 * GIB, 8 * GIB + 1, GIB)),
    2048: tuple(range(4 * GIB, 16 * GIB + 1, GIB)),
    4096: tuple(range(8 * GIB, 30 * GIB + 1, GIB)),
    8192: tuple(range(16 * GIB, 60 * GIB + 1, 4 * GIB)),
    16384: tuple(range(32 * GIB, 120 * GIB + 1, 8 * GIB)),
}
"""CPU units -> the memory sizes that go with them."""


def memory_choices(cpu_units: int) -> str:
    """'512, 1024, 2048', or '2048, 3072, ... 8192' when there are more than four."""
    sizes = MEMORY_MIB[cpu_units]
    if len(sizes) <= 4:
        return ", ".join(map(str, sizes))
    return f"{sizes[0]}, {sizes[1]}, ... {sizes[-1]}"


def smallest_size(cpu_units: float, memory_mib: float) -> tuple[int, int] | None:
    """The CPU units and MiB of the smallest task that has at least both; None when there is none so large."""
    for cpu, memories in MEMORY_MIB.items():
        fitting = [memory for memory in memories if memory >= memory_mib]
        if cpu >= cpu_units and fitting:
            return cpu, fitting[0]
    return None
