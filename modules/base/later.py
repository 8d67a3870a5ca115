"""What a later change of an input does to what is deployed by then: said beside the input where it is not harmless."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Later:
    """`answer`, to whether an input may change later; `replaces` are the Terraform types that a change makes anew.

    What is lost with those, or fails meanwhile, is known to `review/risk`; tests/plans/test_later_changes.py plans it.
    """

    answer: str = ""
    replaces: tuple[str, ...] = ()


def replaces(*terraform_types: str, answer: str = "") -> Later:
    """Of several types, those that a module makes. `answer` stands before "replaces ..."."""
    return Later(answer, terraform_types)


IN_PLACE = Later("yes")
NEW_TASKS = Later("yes, with new tasks")
INTERRUPTS = Later("yes, with an interruption, by default in the maintenance window")
NEXT_TASKS = Later("yes, for tasks that start afterwards")
NEXT_RUN = Later("yes, for the next run")
NEXT_VALUE = Later("yes, for the next value")
UP_ONLY = Later("up only, with an interruption, by default in the maintenance window")
ELSEWHERE = Later("no: the other kind is made anew and empty, and this one is destroyed with its data")
