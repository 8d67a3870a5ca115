"""From changed files of this repository to the targets whose infrastructure may change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from settings.problem import SettingsError
from settings.target import Target

CODE_FOLDERS = ("modules/", "resources/", "settings/", "stacks/")
"""What every root is made with."""
CODE_FILES = ("main.py", "cdktf.json", "requirements.lock", "package-lock.json", "envs/state.tfvars")
"""The same; the last one says where the state of every target is."""


@dataclass(frozen=True)
class Touched:
    """What changed files mean for the targets."""

    by_settings: tuple[Target, ...]
    """Their own file changed."""
    gone: tuple[Target, ...]
    """Their file is no longer there; what they have in AWS still is."""
    code: tuple[str, ...]
    """Changed files that may change the root of any target."""
    other: tuple[str, ...]
    """Changed files that change no root."""


def touched(files: Iterable[str], targets: Collection[Target]) -> Touched:
    """Sorts changed files, named from the root of this repository. `targets` are all there are now."""
    by_settings: list[Target] = []
    gone: list[Target] = []
    code: list[str] = []
    other: list[str] = []
    for file in sorted(set(files)):
        target = _target(file)
        if target is not None:
            (by_settings if target in targets else gone).append(target)
        if file in CODE_FILES or file.startswith(CODE_FOLDERS):
            code.append(file)
        elif target is None:
            other.append(file)
    return Touched(tuple(by_settings), tuple(gone), tuple(code), tuple(other))


def _target(file: str) -> Target | None:
    """The target whose settings a path is."""
    if not file.startswith("envs/") or not file.endswith(".tfvars"):
        return None
    try:
        return Target.parse(file.removeprefix("envs/").removesuffix(".tfvars"))
    except SettingsError:
        return None
