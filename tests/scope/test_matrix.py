"""The deploy-scope matrix: one test for each kind of change."""

import pytest

from scope.matrix import Row, areas_of, scope_of
from settings.scope import AreaSettings, ScopeSettings

SETTINGS = ScopeSettings(
    backend=AreaSettings(files=("apps/api/**", "apps/*/server/**"), services=("api", "worker")),
    frontend=AreaSettings(files=("apps/ui/**",), services=("ui",)),
    infrastructure_files=("infrastructure/**", "apps/api/deploy/**"),
    shared_files=("packages/**", "package.json", "pnpm-lock.yaml", "apps/*/types/**"),
)
API, UI, INFRA, COMMON = (
    "apps/api/src/main.ts",
    "apps/ui/src/App.tsx",
    "infrastructure/envs/a.tfvars",
    "packages/a/b.ts",
)
SQL = "apps/api/db/0007_users.sql"


@pytest.mark.requirement("C-38", "P-10")
@pytest.mark.parametrize(
    ("files", "row", "migrate"),
    [
        # one area
        ([API], Row.BACKEND, False),
        ([API, "apps/api/package.json"], Row.BACKEND, False),
        (["apps/api/Dockerfile"], Row.BACKEND, False),
        ([UI], Row.FRONTEND, False),
        ([UI, "apps/ui/index.html", "apps/ui/vite.config.ts"], Row.FRONTEND, False),
        ([INFRA], Row.INFRASTRUCTURE, False),
        ([INFRA, "infrastructure/modules/a.py"], Row.INFRASTRUCTURE, False),
        ([COMMON], Row.SHARED, False),
        (["package.json"], Row.SHARED, False),
        (["pnpm-lock.yaml", COMMON], Row.SHARED, False),
        # with a migration
        ([SQL], Row.BACKEND, True),
        ([API, SQL], Row.BACKEND, True),
        (["apps/api/src/models/user.ts"], Row.BACKEND, True),
        (["apps/api/alembic/versions/1.py"], Row.BACKEND, True),
        (["apps/api/prisma/schema.prisma"], Row.BACKEND, True),
        (["packages/database/migrations/1.ts"], Row.SHARED, True),
        # SQL that is not the backend's
        (["apps/ui/public/example.sql"], Row.FRONTEND, False),
        (["infrastructure/report.sql"], Row.INFRASTRUCTURE, False),
        # several areas
        ([API, UI], Row.ALL, False),
        ([API, INFRA], Row.ALL, False),
        ([UI, INFRA], Row.ALL, False),
        ([COMMON, INFRA], Row.ALL, False),
        ([API, UI, INFRA, COMMON], Row.ALL, False),
        ([UI, SQL], Row.ALL, True),
        # what is shared reaches backend and frontend anyway
        ([COMMON, API], Row.SHARED, False),
        ([COMMON, UI], Row.SHARED, False),
        ([COMMON, API, UI], Row.SHARED, False),
        ([COMMON, SQL], Row.SHARED, True),
        # patterns of two areas mean the file
        (["apps/api/deploy/task.json"], Row.INFRASTRUCTURE, False),
        (["apps/ui/server/render.ts"], Row.BACKEND, False),
        (["apps/api/types/user.ts"], Row.SHARED, False),
        # what does not matter, and what nobody knows
        ([], Row.NOTHING, False),
        (["README.md", "docs/guide/a.png", "apps/api/CHANGES.md"], Row.NOTHING, False),
        ([API, "README.md"], Row.BACKEND, False),
        (["tools/new-thing.sh"], Row.ALL, False),
        ([API, "tools/new-thing.sh"], Row.ALL, False),
        (["apps/api"], Row.ALL, False),
        ([API, API], Row.BACKEND, False),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, list) else None,
)
def test_each_change_has_its_row(files: list[str], row: Row, migrate: bool):
    found = scope_of(files, SETTINGS)
    assert (found.row, found.migrate) == (row, migrate)


@pytest.mark.requirement("C-38", "P-10")
@pytest.mark.parametrize(
    ("files", "deploy", "build"),
    [
        ([API], ("backend",), ("api", "worker")),
        ([UI], ("frontend",), ("ui",)),
        ([INFRA], ("infrastructure",), ()),
        ([COMMON], ("backend", "frontend"), ("api", "worker", "ui")),
        ([API, INFRA], ("backend", "frontend", "infrastructure"), ("api", "worker", "ui")),
        ([], (), ()),
    ],
)
def test_a_row_says_what_is_built_and_deployed(files: list[str], deploy: tuple[str, ...], build: tuple[str, ...]):
    found = scope_of(files, SETTINGS)
    assert (found.deploy, found.build) == (deploy, build)


@pytest.mark.requirement("P-10")
@pytest.mark.parametrize(
    ("files", "row"), [([], Row.INFRASTRUCTURE), ([INFRA], Row.INFRASTRUCTURE), ([API], Row.ALL), ([COMMON], Row.ALL)]
)
def test_a_target_that_changes_is_infrastructure(files: list[str], row: Row):
    assert scope_of(files, SETTINGS, infrastructure=True).row == row


def test_a_file_belongs_to_the_pattern_that_spells_most_of_it():
    assert areas_of("apps/api/deploy/x", SETTINGS) == ("infrastructure",)
    assert areas_of("apps/api/types/x", SETTINGS) == ("shared",)
    assert areas_of("apps/api/x", SETTINGS) == ("backend",)
    assert areas_of("x", SETTINGS) == ("unknown",)
    assert areas_of("docs/x", SETTINGS) == ("ignored",)


def test_a_file_that_two_areas_spell_as_much_of_belongs_to_both():
    settings = ScopeSettings(backend=AreaSettings(files=("src/**/a*",)), frontend=AreaSettings(files=("src/**/*b",)))
    assert areas_of("src/ab", settings) == ("backend", "frontend")
    assert scope_of(["src/ab"], settings).row == Row.ALL


def test_a_system_that_says_nothing_has_everything_deployed():
    assert scope_of([API], ScopeSettings()).row == Row.ALL
