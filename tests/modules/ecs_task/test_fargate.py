"""The sizes of Fargate tasks."""

from itertools import pairwise

import pytest

from modules.ecs_task.fargate import MEMORY_MIB, memory_choices, smallest_size


@pytest.mark.requirement("C-14")
@pytest.mark.parametrize(
    ("cpu_units", "smallest", "largest", "step"),
    [
        (512, 1024, 4096, 1024),
        (1024, 2048, 8192, 1024),
        (2048, 4096, 16384, 1024),
        (4096, 8192, 30720, 1024),
        (8192, 16384, 61440, 4096),
        (16384, 32768, 122880, 8192),
    ],
)
def test_memory_goes_in_steps_from_the_smallest_to_the_largest_of_a_cpu_size(cpu_units, smallest, largest, step):
    sizes = MEMORY_MIB[cpu_units]
    assert (sizes[0], sizes[-1]) == (smallest, largest)
    assert {after - before for before, after in pairwise(sizes)} == {step}


def test_the_smallest_cpu_size_has_half_a_gib_too():
    assert MEMORY_MIB[256] == (512, 1024, 2048)


@pytest.mark.parametrize(
    ("cpu_units", "expected"),
    [(256, "512, 1024, 2048"), (512, "1024, 2048, 3072, 4096"), (1024, "2048, 3072, ... 8192")],
)
def test_many_choices_are_shown_by_their_ends(cpu_units, expected):
    assert memory_choices(cpu_units) == expected


@pytest.mark.parametrize(
    ("cpu_units", "memory_mib", "expected"),
    [(1, 1, (256, 512)), (256, 513, (256, 1024)), (257, 1, (512, 1024)), (256, 3000, (512, 3072)),
     (16384, 122880, (16384, 122880)), (16385, 1, None), (1, 122881, None)],
)  # fmt: skip
def test_the_smallest_size_has_at_least_both(cpu_units, memory_mib, expected):
    assert smallest_size(cpu_units, memory_mib) == expected
