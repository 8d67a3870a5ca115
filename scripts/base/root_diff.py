"""The roots of another commit beside those of the work tree, for a person who reviews what a change of modules does."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.base.roots import synthesise
from scripts.base.text_diff import CONTEXT_LINES, text_diff
from settings.target import Target, discover
from toolchain import git, process
from toolchain.errors import UserError
from toolchain.node import QUIET

ROOT_FILE = "cdk.tf.json"
TIMEOUT_SECONDS = 300
INDENT = 2
ADDRESS_DEPTH = 3
"""Of `resource`, a type and a name."""
HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")
KEY = re.compile(r'( +)"([^"]+)": ')


def root_diffs(revision: str, targets: Sequence[Target] | None, root: Path) -> Iterator[tuple[Target, list[str]]]:
    """The unified diff of each target's root, from `revision` to the settings and modules as they are now.

    Of all targets of both sides unless some are given; one that a side does not have is all new or all gone. The roots
    of the commit are written by its own code, from its own settings. Raises UserError when git does not know the commit
    or it cannot be synthesised.
    """
    commit = git.resolve(root, revision)
    with TemporaryDirectory(prefix="stackwright-against-") as folder:
        then, now = Path(folder) / "then", Path(folder) / "now"
        then.mkdir()
        git.export(root, commit, then)
        targets = list(dict.fromkeys([*discover(root), *discover(then)] if targets is None else targets))
        here = [target for target in targets if (root / target.tfvars_path).exists()]
        made = {one.target: one.root_file for one in synthesise(here, root, now)} if here else {}
        before = _synthesised([target for target in targets if (then / target.tfvars_path).exists()], then, commit)
        for target in targets:
            old, new = (_readable(files.get(target)) for files in (before, made))
            text = new.splitlines()
            lines = text_diff(f"{target.root_dir}/{ROOT_FILE}", old, new)
            yield target, [_with_place(line, text) for line in lines]


def _synthesised(targets: Sequence[Target], repository: Path, commit: str) -> Mapping[Target, Path]:
    """The roots that the code of `repository` writes. Nothing of this process is used but its Python packages."""
    if not targets:
        return {}
    out = repository / "cdktf.out"
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "STACKWRIGHT_TARGETS")}
    command = [sys.executable, "main.py", *(target.id for target in targets)]
    try:
        done = process.capture(
            command,
            folder=repository,
            environment={**kept, **QUIET, "CDKTF_OUTDIR": str(out)},
            timeout_seconds=TIMEOUT_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise UserError(f"Commit {commit[:9]} was not synthesised within {TIMEOUT_SECONDS} seconds.") from None
    if done.exit_code != 0:
        raise UserError(f"Commit {commit[:9]} cannot be synthesised:\n{done.stderr.strip()}")
    return {target: out / "stacks" / target.stack_id / ROOT_FILE for target in targets}


def _readable(root_file: Path | None) -> str:
    """The root with a value a line, in the order of names, and the JSON in its texts laid out too."""
    if root_file is None:
        return ""
    return (
        json.dumps(_laid_out(json.loads(root_file.read_text())), indent=INDENT, sort_keys=True, ensure_ascii=False)
        + "\n"
    )


def _with_place(line: str, text: Sequence[str]) -> str:
    """A line of a diff; one that begins a part of it says in which part of the root that is, as git does."""
    found = HUNK.fullmatch(line)
    if found is None:
        return line
    place: dict[int, str] = {}
    for above in text[: int(found[1]) + CONTEXT_LINES]:
        if key := KEY.match(above):
            depth = len(key[1]) // INDENT
            place = {**{other: name for other, name in place.items() if other < depth}, depth: key[2]}
    return " ".join(filter(None, (line, ".".join(place[depth] for depth in sorted(place) if depth <= ADDRESS_DEPTH))))


def _laid_out(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _laid_out(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_laid_out(part) for part in value]
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return _laid_out(json.loads(value))
        except ValueError:
            return value
    return value
