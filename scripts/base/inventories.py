"""Emitted roots against the inventories that are committed for them."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.base.roots import synthesise
from settings.target import Target, discover


def differing(targets: Sequence[Target], root: Path) -> dict[Target, list[str]]:
    """Each target -> every difference between its inventory and a root synthesised from the settings as they are."""
    from stacks.inventory import differences, parse, path_of, read, root_subject

    found: dict[Target, list[str]] = {}
    with TemporaryDirectory(prefix="stackwright-check-") as folder:
        for made in synthesise(targets, root, Path(folder)):
            subject = root_subject(made.target.id, json.loads(made.root_file.read_text()))
            found[made.target] = differences(parse(read(root / path_of(made.target.id))), subject)
    return found


def message(target: Target, found: list[str]) -> str:
    """What a person reads about a target whose inventory differs."""
    from stacks.inventory import failure, root_subject

    return failure(root_subject(target.id, {}), found)


def without_target(root: Path) -> list[str]:
    """Inventories that belong to no target any more."""
    from stacks.inventory import FOLDER, path_of

    files = {path.relative_to(root).as_posix() for path in (root / FOLDER).rglob("*.yaml")}
    return sorted(files - {path_of(target.id) for target in discover(root)})
