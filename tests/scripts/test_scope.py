"""What changed files have built, tested, deployed and migrated."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.conftest import REPOSITORY

SYSTEMS = ["automatrix", "eloquent", "macro-ai", "macro-ai-production", "migrateai"]


@pytest.fixture
def whole(repository: Path) -> Path:
    """All settings of this repository."""
    shutil.copytree(REPOSITORY / "envs", repository / "envs", dirs_exist_ok=True)
    return repository


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=change")


def refusal(done: Any, code: int = 1) -> str:
    assert done.exit_code == code
    return done.stderr


@pytest.mark.requirement("C-38", "P-10")
def test_files_of_a_systems_source_have_their_row(stackwright, whole: Path):
    done = stackwright("scope", "--system", "macro-ai", "apps/express-api/a.ts", "./apps/express-api/db/1.sql")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "macro-ai: backend",
            "  build:  api",
            "  deploy: backend, after migrating the database",
            "    apps/express-api/a.ts: backend",
            "    apps/express-api/db/1.sql: backend",
        ],
    )


@pytest.mark.requirement("C-38", "P-10")
@pytest.mark.parametrize(
    ("system", "files", "row", "build"),
    [
        ("macro-ai", ["apps/client-ui/a.tsx"], "frontend", ["ui"]),
        ("macro-ai", ["infrastructure/a.ts"], "infrastructure", []),
        ("macro-ai", ["packages/a/b.ts"], "shared", ["api", "ui"]),
        ("macro-ai", ["apps/client-ui/a.tsx", "apps/express-api/a.ts"], "all", ["api", "ui"]),
        ("macro-ai", ["README.md"], "nothing", []),
        ("macro-ai-production", ["packages/a/b.ts"], "shared", ["api"]),
        ("automatrix", ["backend/app/main.py"], "backend", ["api"]),
        ("automatrix", ["docker-compose.prod.yml"], "shared", ["api"]),
        ("eloquent", ["frontend/src/App.tsx"], "frontend", []),
        ("migrateai", ["alembic/versions/1.py"], "backend", ["migrate-backend"]),
    ],
)
def test_every_system_says_what_its_source_is(
    stackwright, whole: Path, system: str, files: list[str], row: str, build: list[str]
):
    document = stackwright("scope", "--system", system, *files, "--json").document
    assert (document["systems"][system]["row"], document["systems"][system]["build"]) == (row, build)


@pytest.mark.requirement("C-38")
def test_the_document_is_for_workflows(stackwright, whole: Path):
    done = stackwright("scope", "--system", "macro-ai", "packages/db/migrations/1.ts", "new.sh", "--json")
    assert done.document == {
        "systems": {
            "macro-ai": {
                "row": "all",
                "build": ["api", "ui"],
                "test": ["backend", "frontend", "infrastructure"],
                "deploy": ["backend", "frontend", "infrastructure"],
                "migrate": True,
                "files": {"new.sh": ["unknown"], "packages/db/migrations/1.ts": ["shared"]},
            }
        }
    }


def test_files_may_come_from_standard_input(stackwright, whole: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("apps/client-ui/a.tsx\n\napps/client-ui/b.tsx\n"))
    document = stackwright("scope", "--system", "macro-ai", "-", "--json").document
    assert list(document["systems"]["macro-ai"]["files"]) == ["apps/client-ui/a.tsx", "apps/client-ui/b.tsx"]


@pytest.mark.requirement("C-38", "P-10")
def test_settings_concern_their_target_and_its_system(stackwright, whole: Path):
    document = stackwright("scope", "envs/eloquent/prod.tfvars", "README.md", "tests/test_a.py", "--json").document
    assert document["targets"] == ["eloquent/prod"]
    assert {system: scope["row"] for system, scope in document["systems"].items()} == {"eloquent": "infrastructure"}


def test_without_a_commit_to_compare_with_modules_concern_every_target(stackwright, whole: Path):
    document = stackwright("scope", "modules/redis/inputs.py", "--json").document
    assert len(document["targets"]) == len(list((whole / "envs").rglob("*.tfvars")))
    assert list(document["systems"]) == SYSTEMS


def test_what_changes_nothing_is_said(stackwright, whole: Path):
    assert stackwright("scope", "README.md").stdout == "targets: none\n"


def test_a_target_without_a_file_is_told(stackwright, whole: Path):
    assert stackwright("scope", "envs/eloquent/qa.tfvars").stdout.splitlines() == [
        "targets: none",
        "  eloquent/qa has no file any more; what it has in AWS stays until somebody destroys it",
    ]


@pytest.mark.requirement("C-38")
def test_changes_of_a_source_repository_are_those_since_the_branch(stackwright, whole: Path, tmp_path: Path):
    source = tmp_path / "source"
    (source / "apps" / "express-api").mkdir(parents=True)
    git(source, "init", "--quiet")
    commit(source)
    git(source, "branch", "feature")
    (source / "new-on-main.sh").write_text("x")
    commit(source)
    git(source, "checkout", "--quiet", "feature")
    (source / "apps" / "express-api" / "a.ts").write_text("x")
    commit(source)
    (source / "apps" / "express-api" / "not committed.ts").write_text("x")
    document = stackwright(
        "scope", "--system", "macro-ai", "--source", str(source), "--changed-from", "main", "--json"
    ).document
    assert document["systems"]["macro-ai"]["files"] == {
        "apps/express-api/a.ts": ["backend"],
        "apps/express-api/not committed.ts": ["backend"],
    }


@pytest.fixture
def monorepo(tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Source code with this repository in a folder of it, and code of its own that makes roots."""
    folder = tmp_path / "monorepo"
    shutil.copytree(whole, folder / "infrastructure")
    (folder / "infrastructure" / "main.py").write_text(
        "import os, pathlib, sys\n"
        "for target in sys.argv[1:]:\n"
        "    out = pathlib.Path(os.environ['CDKTF_OUTDIR'], 'stacks', target.replace('/', '-'))\n"
        "    out.mkdir(parents=True)\n"
        "    made = pathlib.Path('modules.txt').read_text() if 'prod' in target else ''\n"
        "    (out / 'cdk.tf.json').write_text(made)\n"
    )
    (folder / "infrastructure" / "modules").mkdir()
    (folder / "infrastructure" / "modules.txt").write_text("1")
    git(folder, "init", "--quiet")
    commit(folder)
    monkeypatch.chdir(folder / "infrastructure")
    return folder


@pytest.mark.requirement("C-38")
def test_a_module_concerns_the_targets_whose_root_is_another(stackwright, monorepo: Path):
    (monorepo / "infrastructure" / "modules" / "a.py").write_text("x")
    (monorepo / "infrastructure" / "modules.txt").write_text("2")
    (monorepo / "infrastructure" / "envs" / "migrateai" / "staging.tfvars").write_text(
        (REPOSITORY / "envs" / "migrateai" / "staging.tfvars").read_text() + "\n"
    )
    commit(monorepo)
    document = stackwright("scope", "--changed-from", "HEAD~1", "--json").document
    assert document["targets"] == [
        "automatrix/prod",
        "eloquent/prod",
        "macro-ai/prod",
        "macro-ai-production/enhanced-hobby",
        "macro-ai-production/enterprise",
        "macro-ai-production/hobby",
        "macro-ai-production/shared",
        "migrateai/production",
        "migrateai/staging",
    ]


@pytest.mark.requirement("C-38", "P-10")
def test_source_code_beside_this_repository_counts(stackwright, monorepo: Path):
    (monorepo / "apps" / "express-api").mkdir(parents=True)
    (monorepo / "apps" / "express-api" / "a.ts").write_text("x")
    (monorepo / "nobodys.txt").write_text("x")
    document = stackwright("scope", "--changed-from", "HEAD", "--json").document
    assert {system: scope["row"] for system, scope in document["systems"].items()} == {
        "macro-ai": "backend",
        "macro-ai-production": "backend",
    }
    assert document["targets"] == []


def test_roots_that_cannot_be_made_are_told(stackwright, monorepo: Path):
    (monorepo / "infrastructure" / "main.py").write_text("raise SystemExit('no such module')")
    assert refusal(stackwright("scope", "--changed-from", "HEAD")).splitlines()[-1] == (
        "The roots as they are cannot be synthesised: no such module"
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Name the changed files, - to read them, or --changed-from COMMIT; one of these."),
        (
            ["a", "--changed-from", "b"],
            "Name the changed files, - to read them, or --changed-from COMMIT; one of these.",
        ),
        (
            ["a", "--source", "."],
            "--source says where --system's files are compared with --changed-from, so it needs both.",
        ),
    ],
)
def test_options_that_make_no_sense_are_refused(stackwright, whole: Path, arguments: list[str], expected: str):
    assert (
        refusal(stackwright("scope", *arguments), 2) == f"{expected} `stackwright scope --help` lists what it takes.\n"
    )


def test_a_system_that_says_nothing_is_told_what_to_write(stackwright, whole: Path):
    shared = whole / "envs" / "eloquent" / "shared.tfvars"
    text = shared.read_text()
    start = text.index("scope = {")
    shared.write_text(text[:start] + text[text.index("\n}\n", start) + 3 :])
    assert refusal(stackwright("scope", "--system", "eloquent", "a")) == (
        "envs/eloquent/shared.tfvars does not say which files are built and deployed together. Add\n"
        '  scope = { backend = { files = ["apps/api/**"], services = ["api"] } }\n'
        "with what there is: backend, frontend, infrastructure_files and shared_files.\n"
    )


def test_a_system_that_does_not_exist_is_refused(stackwright, whole: Path):
    assert refusal(stackwright("scope", "--system", "elocuent", "a")).startswith(
        "there is no envs/elocuent/shared.tfvars; did you mean eloquent/shared"
    )


def test_a_branch_without_a_common_commit_is_refused(stackwright, monorepo: Path):
    git(monorepo, "checkout", "--quiet", "--orphan", "other")
    (monorepo / "other.txt").write_text("x")
    commit(monorepo)
    assert refusal(stackwright("scope", "--changed-from", "main")) == (
        "main and this branch have no commit in common here. Fetch the whole history of both.\n"
    )
