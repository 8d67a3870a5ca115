"""`stackwright new`: the settings of a new environment, like those of another."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from scripts.base.likeness import Likeness, Value, likeness, network_ranges
from scripts.base.options import Json
from scripts.base.program import program
from scripts.base.screen import Screen
from scripts.base.settings import load
from settings import tfvars
from settings.between import problems_between
from settings.literal import literal_on_one_line
from settings.load import Loaded
from settings.problem import Problem, SettingsError, dotted
from settings.target import Target, discover, find_root
from toolchain.errors import UserError


def main(
    target_name: Annotated[
        str, typer.Argument(metavar="TARGET", help="The new environment, <system>/<environment>, such as shop/dev.")
    ],
    like: Annotated[str, typer.Option("--like", metavar="TARGET", help="The environment whose settings are taken.")],
    as_json: Json = False,
) -> None:
    """Write the settings of a new environment, like those of another.

    Names get the new system and environment, the network a range that is free. Everything else, comments included,
    stays as it is. What a person should look at is listed. A file that exists is never written over.

    Examples:
    stackwright new shop/dev --like macro-ai/dev
    """
    root = find_root(Path.cwd())
    screen = Screen(as_json=as_json)
    new, old = Target.parse(target_name), Target.existing(like, root)
    for target in (new, old):
        if target.kind != "environment":
            raise UserError(f"{target} is no environment; `{program()} new` takes one such as shop/dev.")
    _check_free(new, root)
    load(old, root)
    contradictions = _contradictions(root)
    made = likeness(tfvars.read(root / old.tfvars_path, root), old, new, _ranges(root))
    _write(new, root, made)
    screen.say(f"{new.tfvars_path} is written, like {old.tfvars_path}.", style="green")
    _list("Made up; change what does not fit:", new, made.made_up, screen)
    _list(f"Still as in {old}; change what is not yours:", new, made.kept, screen)
    new_contradictions = [problem for problem in _contradictions(root) if problem not in contradictions]
    if new_contradictions:
        screen.say("\nTo be mended, so that the files agree:")
    for problem in new_contradictions:
        screen.say(f"  {problem}")
    screen.say("\nNext")
    for verb, options in (("check", ""), ("synth", ""), ("plan", " --offline")):
        screen.say(f"  {program()} {verb} {new}{options}")
    screen.document(
        {
            "target": new.id,
            "like": old.id,
            "file": new.tfvars_path,
            "made_up": [_entry(value) for value in made.made_up],
            "kept": [_entry(value) for value in made.kept],
            "problems": [
                {"file": problem.path, "line": problem.line, "message": problem.message}
                for problem in new_contradictions
            ],
        }
    )


def _check_free(new: Target, root: Path) -> None:
    if (root / new.tfvars_path).exists():
        raise UserError(f"{new.tfvars_path} exists already; nothing was written.")
    for other in discover(root):
        if other.stack_id == new.stack_id:
            raise UserError(f"{new} would have the same stack name as {other}, {new.stack_id}; choose another name.")


def _ranges(root: Path) -> list[str]:
    """The IPv4 ranges of all networks, also of those whose settings are wrong otherwise."""
    files = [tfvars.read(root / target.tfvars_path, root) for target in discover(root)]
    return [block for file in files for block in network_ranges(file)]


def _contradictions(root: Path) -> list[Problem]:
    """What is wrong between the files that are right by themselves."""
    loaded: list[Loaded[Any]] = []
    for target in discover(root):
        with suppress(SettingsError):
            loaded.append(load(target, root))
    return problems_between(loaded)


def _write(new: Target, root: Path, made: Likeness) -> None:
    """Leaves nothing behind when the settings turn out to be wrong."""
    path = root / new.tfvars_path
    path.parent.mkdir(exist_ok=True)
    try:
        tfvars.write(path, made.text, was=None, root=root)
        try:
            load(new, root)
        except SettingsError as error:
            path.unlink()
            raise UserError(f"The new settings would be wrong, so they were not kept:\n{error}") from error
    finally:
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _list(title: str, new: Target, values: tuple[Value, ...], screen: Screen) -> None:
    if values:
        screen.say(f"\n{title}")
    for value in values:
        why = f"  ({value.why})" if value.why else ""
        screen.say(f"  {new.tfvars_path}:{value.line}: {dotted(value.key)} = {literal_on_one_line(value.value)}{why}")


def _entry(value: Value) -> dict[str, object]:
    return {"key": dotted(value.key), "line": value.line, "value": value.value, "why": value.why}
