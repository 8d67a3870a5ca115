"""`stackwright import-compose`: a docker-compose file as sections of the settings."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from compose.convert import Conversion, converted
from compose.notes import Kind, Note
from scripts.base.options import Json
from scripts.base.screen import Screen
from settings import tfvars
from settings.literal import entries
from toolchain.errors import UserError

TITLES: dict[Kind, str] = {"changed": "Not quite as it was", "left out": "Left out"}
"""What is said beside the sections; what is to be completed stands above them."""
WIDEST_MAP = 80
"""Characters of a map that stays on one line."""


def main(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The compose file of production.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the sections there, into a new file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a docker-compose file as sections of an environment's settings.

    Services become services, PostgreSQL a database, Redis a cache, secrets names without values. Put the sections into
    an envs/<system>/<environment>.tfvars; `stackwright check` refuses it until what is listed as to complete is there.

    Examples:
    stackwright import-compose compose.yml
    stackwright import-compose compose.yml --out shop.tfvars
    """
    screen = Screen(as_json=as_json)
    found = converted(_text(file), file.as_posix(), file.parent)
    text = tfvars_text(found, file)
    if out is not None:
        tfvars.write(out, text, was=None)
        screen.say(f"{out} is written.", style="green")
    else:
        screen.say(text.rstrip("\n"))
    for kind, title in TITLES.items():
        notes = [note for note in found.notes if note.kind == kind]
        if notes and not as_json:
            screen.notice("")
            screen.notice(f"{title}:")
        for note in notes:
            if not as_json:
                screen.notice(_line(note, file))
    screen.document({**found.sections, "notes": [asdict(note) for note in found.notes], "tfvars": text})


def tfvars_text(found: Conversion, file: Path) -> str:
    """The sections, under what a person has to complete in them."""
    lines = [f"# From {file.name}."]
    to_complete = [note for note in found.notes if note.kind == "to complete"]
    if to_complete:
        lines[0] += " To complete:"
        lines += [f"#   {_line(note, Path(file.name))}" for note in to_complete]
    sections = (entries({name: section}, "", widest_map=WIDEST_MAP) for name, section in found.sections.items())
    return "\n".join(["\n".join(lines) + "\n", *sections])


def _line(note: Note, file: Path) -> str:
    return f"{file}:{note.line}: {note.what}: {note.why}"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{file} is not text in UTF-8.") from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.") from None
