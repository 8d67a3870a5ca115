"""What a system's shared settings say about promotion: the way its environments lie on, and its own rules."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs

EnvironmentName = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "an environment of this system: lower case letters, digits, single dashes"
    ),
]
_PART = r"([A-Za-z_][A-Za-z0-9_-]*|\*)"
SettingPattern = Annotated[
    str,
    matching(
        rf"{_PART}(\.{_PART})*(\.\*\*)?",
        "a setting such as services.*.cpu_units, with * for any one name and ** at the end for all that is inside",
    ),
]
Reason = Annotated[str, Field(min_length=1)]
ACTIONS = ("promote", "keep", "ask")


class PromotionRules(Inputs):
    """Which settings move from one environment to the next, each with the reason a person reads.

    A setting follows the pattern with the most names in it; of two with as many, the one whose names come later.
    """

    promote: dict[SettingPattern, Reason] = {}
    """Moves: it was tried in the environment before."""

    keep: dict[SettingPattern, Reason] = {}
    """Stays as it is: it belongs to the environment."""

    ask: dict[SettingPattern, Reason] = {}
    """A person decides each time."""

    @property
    def by_action(self) -> Mapping[str, Mapping[str, str]]:
        return {action: getattr(self, action) for action in ACTIONS}

    def findings(self) -> Iterator[Finding]:
        first: dict[str, str] = {}
        for action, patterns in self.by_action.items():
            for pattern in patterns:
                other = first.setdefault(pattern, action)
                if other != action:
                    yield Finding((action, pattern), f"is in {other} already; keep one of the two")


class PromotionSettings(PromotionRules):
    """The way new versions take through the environments of a system, and where it departs from promotion/rules.tfvars.

    What is said here counts more than what is said there, whatever the patterns look like.
    """

    environments: tuple[EnvironmentName, ...] = Field(min_length=2)
    """The environments in the order in which a new version reaches them: dev, staging, prod."""

    def findings(self) -> Iterator[Finding]:
        yield from super().findings()
        for position, name in enumerate(self.environments):
            if name in self.environments[:position]:
                yield Finding(("environments", position), "must not name an environment twice", name)
            elif name == "shared":
                yield Finding(("environments", position), "must be an environment; shared is none")
