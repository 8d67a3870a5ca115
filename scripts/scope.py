"""`stackwright scope`: what do changed files have built, tested, deployed and migrated?"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from scope.matrix import UNKNOWN, Scope, areas_of, scope_of
from scope.targets import Touched, touched
from scripts.base.boundary import UsageError
from scripts.base.options import Json
from scripts.base.root_changes import targets_with_another_root
from scripts.base.screen import Screen
from settings.load import load_shared
from settings.scope import ScopeSettings
from settings.target import Target, discover, find_root
from toolchain import git
from toolchain.errors import UserError

STANDARD_INPUT = "-"


def main(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Changed files, from the root of their repository; - reads a list."),
    ] = None,
    changed_from: Annotated[
        str | None,
        typer.Option("--changed-from", metavar="COMMIT", help="The files that changed since this branch left COMMIT."),
    ] = None,
    system: Annotated[
        str | None, typer.Option(metavar="SYSTEM", help="The files are of this system's own source repository.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--source", metavar="FOLDER", help="With --system: where its source code is.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say what changed files have built, tested, deployed and migrated.

    With --system: which files belong to what is under scope in the system's shared.tfvars, and a file that nothing
    there means asks for everything. Without it: which targets of this repository change, by their settings or because
    their root is another one than at COMMIT (all of them, without --changed-from), and which systems have that
    deployed. Source code that lies beside this repository in the same git repository counts too.

    Examples:
    stackwright scope --changed-from main
    stackwright scope --system macro-ai --source ../macro-ai --changed-from main
    git diff --name-only main | stackwright scope - --json
    """
    if bool(files) == (changed_from is not None):
        raise UsageError("Name the changed files, - to read them, or --changed-from COMMIT; one of these")
    if source is not None and (system is None or changed_from is None):
        raise UsageError("--source says where --system's files are compared with --changed-from, so it needs both")
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    if system is not None:
        settings = _settings(system, root)
        changed = git.changed_files(source or Path.cwd(), changed_from) if changed_from else _listed(files or [])
        scopes = {system: scope_of(changed, settings)}
        _show(scopes, None, screen)
        screen.document({"systems": _documents(scopes)})
        return
    changed, elsewhere = (
        _split(git.changed_files(root, changed_from), root) if changed_from else (_listed(files or []), [])
    )
    targets = discover(root)
    found = touched(changed, targets)
    affected = _affected(found, targets, changed_from, root, screen)
    scopes = dict(_scopes(elsewhere, affected, targets, root))
    _show(scopes, (found, affected), screen)
    screen.document(
        {
            "systems": _documents(scopes),
            "targets": [target.id for target in affected],
            "gone": [target.id for target in found.gone],
        }
    )


def _listed(files: Sequence[str]) -> list[str]:
    """The files named, or the lines of standard input."""
    lines = sys.stdin.read().replace("\0", "\n").splitlines() if STANDARD_INPUT in files else []
    named = [file for file in files if file != STANDARD_INPUT]
    return [file.strip().removeprefix("./") for file in (*named, *lines) if file.strip()]


def _split(changed: Sequence[str], root: Path) -> tuple[list[str], list[str]]:
    """The files below this repository's root, named from there, and those beside it in the same git repository."""
    prefix = git.prefix(root)
    own = [file.removeprefix(prefix) for file in changed if file.startswith(prefix)]
    return own, [file for file in changed if not file.startswith(prefix)]


def _affected(
    found: Touched, targets: Sequence[Target], changed_from: str | None, root: Path, screen: Screen
) -> list[Target]:
    """The targets whose infrastructure may change, sorted."""
    affected = set(found.by_settings)
    if found.code:
        others = [target for target in targets if target not in affected]
        if changed_from is None:
            affected.update(others)
        elif others:
            with screen.step("compare the Terraform roots with those at the commit") as step:
                changed = targets_with_another_root(others, git.merge_base(root, changed_from), root)
                step.result = f"{len(changed)} of {len(others)} differ"
            affected.update(changed)
    return sorted(affected)


def _scopes(
    files: Sequence[str], affected: Sequence[Target], targets: Sequence[Target], root: Path
) -> Iterator[tuple[str, Scope]]:
    """The systems that a change reaches; of the files beside this repository each takes those that it knows."""
    for target in targets:
        if target.kind != "shared":
            continue
        settings = load_shared(target, root).settings.scope or ScopeSettings()
        own = [file for file in files if UNKNOWN not in areas_of(file, settings)]
        infrastructure = any(one.system == target.system for one in affected)
        scope = scope_of(own, settings, infrastructure=infrastructure)
        if scope.deploy:
            yield target.system, scope


def _settings(system: str, root: Path) -> ScopeSettings:
    loaded = load_shared(Target.existing(f"{system}/shared", root), root)
    if loaded.settings.scope is None:
        raise UserError(
            f"{loaded.file.path} does not say which files are built and deployed together. Add\n"
            '  scope = { backend = { files = ["apps/api/**"], services = ["api"] } }\n'
            "with what there is: backend, frontend, infrastructure_files and shared_files."
        )
    return loaded.settings.scope


def _show(scopes: dict[str, Scope], found: tuple[Touched, Sequence[Target]] | None, screen: Screen) -> None:
    for system, scope in scopes.items():
        migration = ", after migrating the database" if scope.migrate else ""
        screen.say(f"{system}: {scope.row}", style="bold")
        screen.say(f"  build:  {', '.join(scope.build) or 'nothing'}")
        screen.say(f"  deploy: {', '.join(scope.deploy) or 'nothing'}{migration}")
        for file, areas in scope.files.items():
            screen.say(f"    {file}: {' and '.join(areas)}")
    if found is None:
        return
    about, affected = found
    screen.say(f"targets: {', '.join(target.id for target in affected) or 'none'}", style="bold")
    for target in about.gone:
        screen.say(f"  {target} has no file any more; what it has in AWS stays until somebody destroys it", style="red")


def _documents(scopes: dict[str, Scope]) -> dict[str, Any]:
    return {
        system: {
            "row": str(scope.row),
            "build": list(scope.build),
            "test": list(scope.deploy),
            "deploy": list(scope.deploy),
            "migrate": scope.migrate,
            "files": {file: list(areas) for file, areas in scope.files.items()},
        }
        for system, scope in scopes.items()
    }
