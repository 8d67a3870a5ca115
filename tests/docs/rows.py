"""The rows of the requirements, from docs/requirements.yaml, and what is wrong with how the tests prove them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import yaml

from tests.docs.proofs import Proof

Kind = Literal["infrastructure", "command", "document"]

FOLDERS: Mapping[Kind, tuple[str, ...]] = {
    "command": ("tests/scripts/", "tests/deploy/", "tests/upgrade/", "tests/workflows/"),
    "document": ("tests/docs/",),
}
"""Where the tests are that call a command, or hold a document against what it says."""


@dataclass(frozen=True)
class Row:
    """One requirement. `environments` is where it has to be proven, if anywhere in particular."""

    id: str
    kind: Kind
    text: str
    system: str | None
    environments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """The rows of one system, or of all."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Requirements:
    """All rows in order, and why some of them have no proof yet: id -> reason."""

    sections: tuple[Section, ...]
    planned: Mapping[str, str]

    @property
    def rows(self) -> dict[str, Row]:
        return {row.id: row for section in self.sections for row in section.rows}


def parse(text: str) -> Requirements:
    """The content of docs/requirements.yaml. Raises ValueError with everything that is wrong with it."""
    content = yaml.safe_load(text)
    planned = [(row, reason) for reason, rows in content["planned"].items() for row in rows]
    sections = tuple(_section(section) for section in content["sections"])
    requirements = Requirements(sections, dict(planned))
    wrong = list(_wrong(requirements, [row for row, _ in planned]))
    if wrong:
        raise ValueError("\n".join(wrong))
    return requirements


def _section(section: Mapping[str, Any]) -> Section:
    system = section.get("system")
    rows = (
        Row(row["id"], row["kind"], row["text"], system, tuple(row.get("environments", ()))) for row in section["rows"]
    )
    return Section(f"{section['section']}. {section['title']}", tuple(rows))


def _wrong(requirements: Requirements, planned: Sequence[str]) -> Iterator[str]:
    rows = [row for section in requirements.sections for row in section.rows]
    for name, count in Counter(row.id for row in rows).items():
        if count > 1:
            yield f"{name} is there {count} times"
    for name, count in Counter(planned).items():
        if name not in requirements.rows:
            yield f"planned names {name}, which is no row"
        if count > 1:
            yield f"planned names {name} {count} times"
    for row in rows:
        if row.kind not in get_args(Kind):
            yield f"{row.id}: kind must be one of {', '.join(get_args(Kind))}, got {row.kind}"
        if row.environments and row.kind != "infrastructure":
            yield f"{row.id}: only an infrastructure row has environments"
        for environment in row.environments:
            if not environment.startswith(f"{row.system}/"):
                yield f"{row.id}: {environment} is no environment of {row.system}"


@dataclass(frozen=True)
class Standing:
    """How far a row is: who proves it, where a plan shows it, and what is missing.

    `missing` can be mended now; `absent` are the environments, or the system, that have no tfvars file yet.
    """

    row: Row
    proofs: tuple[Proof, ...]
    targets: tuple[str, ...]
    missing: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def is_proven(self) -> bool:
        return not self.missing and not self.absent


def standings(requirements: Requirements, proofs: Sequence[Proof], targets: Sequence[str]) -> dict[str, Standing]:
    """Row id -> how far it is, `targets` being those that have a tfvars file."""
    return {
        row.id: _standing(row, tuple(proof for proof in proofs if proof.row == row.id), targets)
        for row in requirements.rows.values()
    }


def _standing(row: Row, proofs: tuple[Proof, ...], targets: Sequence[str]) -> Standing:
    shown = tuple(target for target in targets if any(target in proof.targets for proof in proofs))
    missing: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    if row.kind != "infrastructure":
        is_tested = any(proof.test.startswith(FOLDERS[row.kind]) for proof in proofs)
        missing = () if is_tested else (f"a test of the {row.kind}, in {' or '.join(FOLDERS[row.kind])}",)
    elif row.environments:
        absent = tuple(target for target in row.environments if target not in targets)
        unproven = [target for target in row.environments if target in targets and target not in shown]
        missing = tuple(f"a plan test on {target}" for target in unproven)
    else:
        own = [target for target in targets if row.system is None or target.startswith(f"{row.system}/")]
        if not set(own) & set(shown):
            # What environments share comes before them, and few rows are about it.
            absent = () if any(not target.endswith("/shared") for target in own) else (str(row.system),)
            where = f"any target of {row.system}" if row.system else "any target"
            missing = () if absent else (f"a plan test on {where}",)
    return Standing(row, proofs, shown, missing, absent)


def faults(requirements: Requirements, proofs: Sequence[Proof], targets: Sequence[str]) -> list[str]:
    """Markers of rows that do not exist, rows without proof, and plans that came true."""
    found = [
        f"{proof.test} proves {proof.row}, which is no row" for proof in proofs if proof.row not in requirements.rows
    ]
    for name, standing in standings(requirements, proofs, targets).items():
        if name not in requirements.planned:
            found += [f"{name} lacks {missing}" for missing in standing.missing]
        elif standing.is_proven:
            found.append(f"{name} is proven, so it is not planned any more; take it off the list")
    return found
