"""Rules about the name that an environment is deployed under."""

from collections.abc import Iterator

from modules.base.inputs import shown
from settings.complaints import Complaint
from settings.target import LONGEST_NAME, SHARED, Deployment, Target


def deployment_has_a_name_of_its_own(target: Target, deployed_as: str | None) -> Iterator[Complaint]:
    if deployed_as == SHARED:
        yield Complaint(
            ("deployed_as",), f"must be another name than that of {target.system}/{SHARED}, got {shown(deployed_as)}"
        )


def deployment_leaves_room_in_names(target: Target, deployed_as: str | None) -> Iterator[Complaint]:
    name = "" if deployed_as is None else Deployment(target.system, deployed_as).name
    if len(name) > LONGEST_NAME:
        yield Complaint(
            ("deployed_as",),
            f"must be shorter: the name {name} is {len(name)} characters long and AWS names leave room for "
            f"{LONGEST_NAME}, got {shown(deployed_as)}",
        )


RULES = (
    deployment_has_a_name_of_its_own,
    deployment_leaves_room_in_names,
)
