"""A target's tfvars file as checked settings, or everything that is wrong with it at once."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from settings import tfvars
from settings.complaints import Complaint, complaints
from settings.environment import EnvironmentSettings
from settings.problem import KeyPath, SettingsError
from settings.rules import RULES
from settings.secret_values import secret_values
from settings.stack import StackSettings
from settings.state import StateSettings
from settings.target import Deployment, Target

if TYPE_CHECKING:
    from settings.shared import SharedSettings

M = TypeVar("M", bound=BaseModel)
S = TypeVar("S", bound=StackSettings)
Rule = Callable[..., Iterator[Complaint]]


@dataclass(frozen=True)
class Loaded(Generic[S]):
    """Checked settings and the file they come from."""

    target: Target
    settings: S
    file: tfvars.Tfvars

    @property
    def deployment(self) -> Deployment:
        """What the settings describe."""
        return self.settings.deployment(self.target)

    def where(self, key: KeyPath) -> str:
        """`envs/macro-ai/dev.tfvars:31`: the line that decides `key`, or the nearest one around it."""
        line = self.file.where(key)
        return self.file.path if line is None else f"{self.file.path}:{line}"


def load_environment(target: Target, root: Path) -> Loaded[EnvironmentSettings]:
    """The settings of an environment below `root`. Raises SettingsError with every problem of the file."""
    return checked_environment(target, _file(target, root))


def checked_environment(target: Target, file: tfvars.Tfvars) -> Loaded[EnvironmentSettings]:
    """The settings of a file that was read already, or is not written yet. Raises SettingsError as well."""
    return _checked(target, file, EnvironmentSettings, RULES)


def load_shared(target: Target, root: Path) -> "Loaded[SharedSettings]":
    """The settings of a system's shared stack below `root`. Raises SettingsError with every problem of the file."""
    # Models take time to make, and most commands are about environments only.
    from settings.shared import SharedSettings
    from settings.shared_rules import RULES as SHARED_RULES

    return _checked(target, _file(target, root), SharedSettings, SHARED_RULES)


def load_state(root: Path) -> Loaded[StateSettings]:
    """The settings of the state stack below `root`. Raises SettingsError with every problem of the file."""
    target = Target.parse("state")
    return _checked(target, _file(target, root), StateSettings, ())


def _file(target: Target, root: Path) -> tfvars.Tfvars:
    return tfvars.read(root / target.tfvars_path, root)


def _checked(target: Target, file: tfvars.Tfvars, model: type[S], rules: tuple[Rule, ...]) -> Loaded[S]:
    settings, found = validated(model, file.values, rules, target)
    found += [Complaint(key, text) for key, text in secret_values(file.values)]
    if settings is None or found:
        raise SettingsError(file.problem(complaint.key, str(complaint)) for complaint in found)
    return Loaded(target, settings, file)


def validated(
    model: type[M], values: Mapping[str, Any], rules: tuple[Rule, ...], target: Target | None = None
) -> tuple[M | None, list[Complaint]]:
    """The model of `values` and what is wrong with it: fields first, then each rule whose sections are valid.

    The rules between sections run even when some section is broken, so that a user reads all problems in one go. A rule
    may also ask for the `target`, whose settings they are.
    """
    # Through JSON, so that a list may become a tuple while every other conversion stays forbidden.
    text = json.dumps(values)
    try:
        settings = model.model_validate_json(text, strict=True)
        sections = {name: getattr(settings, name) for name in model.model_fields}
        found = []
    except ValidationError as error:
        settings = None
        found = complaints(error, model)
        broken = {complaint.key[0] for complaint in found if complaint.key}
        sections = _valid_sections(model, values, broken)
    sections["target"] = target
    for rule in rules:
        names = list(signature(rule).parameters)
        if all(name in sections for name in names):
            found.extend(rule(**{name: sections[name] for name in names}))
    return settings, found


def _valid_sections(model: type[BaseModel], values: Mapping[str, Any], broken: set[str | int]) -> dict[str, Any]:
    # Only wrong settings need it, and it takes time to import.
    from pydantic import TypeAdapter

    sections: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in broken or (name not in values and field.is_required()):
            continue
        if name in values:
            adapter = TypeAdapter(field.rebuild_annotation())
            sections[name] = adapter.validate_json(json.dumps(values[name]), strict=True)
        else:
            sections[name] = field.get_default(call_default_factory=True)
    return sections
