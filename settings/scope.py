"""What a system's shared settings say about its source code: which files belong to what is built and deployed."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from modules.base.fields import matching
from modules.base.inputs import Finding, Inputs

FilePattern = Annotated[
    str,
    matching(
        r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))(?!.*//)(?!.*\*\*[^/])(?!.*[^/]\*\*)[^\\\n]+(?<!/)",
        "a path from the root of the source code such as apps/api/**, with ** for any folders, * for any part of a "
        "name and ? for a letter",
    ),
]
AreaService = Annotated[
    str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a service name of lower case letters, digits and single dashes")
]


class AreaSettings(Inputs):
    """Source code that is built and deployed together."""

    files: tuple[FilePattern, ...] = Field(min_length=1)
    """What belongs to it. A file that patterns of two areas mean belongs to the one that spells more of its path."""

    services: tuple[AreaService, ...] = ()
    """The services whose images are built from it."""


class ScopeSettings(Inputs):
    """Which changes of the source code have what built, tested, deployed and migrated."""

    backend: AreaSettings | None = None
    """The APIs and workers."""

    frontend: AreaSettings | None = None
    """The pages."""

    infrastructure_files: tuple[FilePattern, ...] = ()
    """What describes the infrastructure, beside the files of this repository."""

    shared_files: tuple[FilePattern, ...] = ()
    """What both backend and frontend are built from: common packages, lock files."""

    migration_files: tuple[FilePattern, ...] = (
        "**/*.sql",
        "**/alembic/**",
        "**/migrations/**",
        "**/drizzle/**",
        "**/prisma/schema.prisma",
        "**/models/**",
        "**/models.py",
        "**/schema.ts",
    )
    """Those of the backend and of what is shared that say what the database looks like."""

    ignored_files: tuple[FilePattern, ...] = ("**/*.md", "docs/**", "**/.gitignore", "LICENSE")
    """What nothing is built from, wherever it lies."""

    @property
    def areas(self) -> Mapping[str, tuple[str, ...]]:
        """Name of each area -> its patterns."""
        return {
            "backend": self.backend.files if self.backend else (),
            "frontend": self.frontend.files if self.frontend else (),
            "infrastructure": self.infrastructure_files,
            "shared": self.shared_files,
        }

    def findings(self) -> Iterator[Finding]:
        first: dict[str, str] = {}
        for area, patterns in self.areas.items():
            inner = ("files",) if area in ("backend", "frontend") else ()
            for position, pattern in enumerate(patterns):
                other = first.setdefault(pattern, area)
                if other != area:
                    name = area if inner else f"{area}_files"
                    message = (
                        f"must belong to one area, and {other} has it already; what both need goes to shared_files"
                    )
                    yield Finding((name, *inner, position), message, pattern)
