"""From changed files to what is built, tested, deployed and migrated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scope.globs import means, spelt
from settings.scope import ScopeSettings

BACKEND, FRONTEND, INFRASTRUCTURE = PARTS = ("backend", "frontend", "infrastructure")
SHARED, IGNORED, UNKNOWN = "shared", "ignored", "unknown"


class Row(StrEnum):
    """How much a change reaches."""

    NOTHING = "nothing"
    BACKEND = "backend"
    FRONTEND = "frontend"
    INFRASTRUCTURE = "infrastructure"
    SHARED = "shared"
    ALL = "all"


DEPLOYED: Mapping[Row, tuple[str, ...]] = {
    Row.NOTHING: (),
    Row.BACKEND: (BACKEND,),
    Row.FRONTEND: (FRONTEND,),
    Row.INFRASTRUCTURE: (INFRASTRUCTURE,),
    Row.SHARED: (BACKEND, FRONTEND),
    Row.ALL: PARTS,
}


@dataclass(frozen=True)
class Scope:
    """What a change of a system's files asks for; `files` are their areas."""

    row: Row
    build: tuple[str, ...]
    """Services whose images are new."""
    migrate: bool
    """Whether the database has to follow, before the backend is deployed."""
    files: Mapping[str, tuple[str, ...]]

    @property
    def deploy(self) -> tuple[str, ...]:
        """Parts that are deployed, and tested before."""
        return DEPLOYED[self.row]


def scope_of(files: Iterable[str], settings: ScopeSettings, *, infrastructure: bool = False) -> Scope:
    """What changed `files` ask for. `infrastructure`: a target of the system changes, whatever its files are called.

    A file that no pattern means asks for everything: nobody said that it does not matter.
    """
    areas = {file: areas_of(file, settings) for file in sorted(set(files))}
    reached = {area for found in areas.values() for area in found} - {IGNORED}
    row = _row(reached | ({INFRASTRUCTURE} if infrastructure else set()))
    return Scope(
        row=row,
        build=tuple(service for part in DEPLOYED[row] for service in _services(part, settings)),
        migrate=any(_migrates(file, found, settings) for file, found in areas.items()),
        files=areas,
    )


def areas_of(file: str, settings: ScopeSettings) -> tuple[str, ...]:
    """The area of a file: of those whose patterns mean it, the one that spells most of its path; several that spell as
    much."""
    if any(means(pattern, file) for pattern in settings.ignored_files):
        return (IGNORED,)
    best = {
        area: max(lengths)
        for area, patterns in settings.areas.items()
        if (lengths := [spelt(pattern) for pattern in patterns if means(pattern, file)])
    }
    longest = max(best.values(), default=0)
    return tuple(area for area, length in best.items() if length == longest) or (UNKNOWN,)


def _row(reached: set[str]) -> Row:
    if not reached:
        return Row.NOTHING
    if len(reached) == 1 and UNKNOWN not in reached:
        return Row(*reached)
    # What is shared has both built anyway: a change of one of them beside it adds nothing.
    if SHARED in reached and reached <= {SHARED, BACKEND, FRONTEND}:
        return Row.SHARED
    return Row.ALL


def _services(part: str, settings: ScopeSettings) -> tuple[str, ...]:
    area = {BACKEND: settings.backend, FRONTEND: settings.frontend}.get(part)
    return area.services if area else ()


def _migrates(file: str, areas: tuple[str, ...], settings: ScopeSettings) -> bool:
    return bool({BACKEND, SHARED} & {*areas}) and any(means(pattern, file) for pattern in settings.migration_files)
