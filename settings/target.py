"""One id, `macro-ai/prod`, decides every path, key and name. Only this file spells them."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from settings.problem import Problem, SettingsError

Kind = Literal["environment", "shared", "state"]

STATE, SHARED = "state", "shared"
LONGEST_NAME = 40
"""Characters. What AWS allows a name minus what we add: a bucket has 63 and carries `-<account id>-<purpose>`, an IAM
role has 64 and carries a purpose. The names of load balancers and target groups (32) and of replication groups (40) may
get too long with their purpose, so they go through `modules.base.names.shortened`."""

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
ACCEPTED = (
    "write state, <system>/shared or <system>/<environment>, each name in lower case letters, digits and single "
    "dashes, starting with a letter, for example macro-ai/dev"
)
RESERVED_BY_AWS = {
    "aws": "a parameter path",
    "ssm": "a parameter path",
    "internal-": "a load balancer name",
    "sg-": "a security group name",
    "sthree-": "a bucket name",
    "amzn-": "a bucket name",
}
"""First letters of a system that AWS refuses, and where: they would only fail in the middle of a deploy."""


@dataclass(frozen=True)
class _Named:
    """A system and one of its environments; the state stack is the only one of the system "state"."""

    system: str
    environment: str

    @property
    def id(self) -> str:
        """`macro-ai/dev`, or `state`: what a person types."""
        return STATE if self.system == STATE else f"{self.system}/{self.environment}"

    @property
    def _dashed(self) -> str:
        return self.id.replace("/", "-")

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, order=True)
class Deployment(_Named):
    """What there is in AWS under one name and in one state: an environment, whichever of its scales it has."""

    @property
    def name(self) -> str:
        """`macro-ai-dev`: what the names of all its AWS resources begin with, at most LONGEST_NAME characters."""
        return self._dashed

    @property
    def state_key(self) -> str:
        """`macro-ai/dev/terraform.tfstate`: the object in the state bucket."""
        return f"{self.id}/terraform.tfstate"

    @property
    def parameter_path(self) -> str:
        """`/macro-ai/dev/`: what its Parameter Store names begin with."""
        return f"/{self.id}/"


@dataclass(frozen=True, order=True)
class Target(_Named):
    """What a command works on: an environment of a system, what its environments share, or the state stack.

    Each has a tfvars file, a stack and a Terraform root of its own. Which Deployment that describes is said by its
    settings: see settings.stack.
    """

    @classmethod
    def parse(cls, text: str) -> Self:
        """The target of an id; raises SettingsError with what is accepted. The file need not exist."""
        if text == STATE:
            return cls(STATE, SHARED)
        if not ID.fullmatch(text):
            meant = text.strip().lower().replace("\\", "/").replace("_", "-")
            meant = meant.removeprefix("./").removeprefix("envs/").removesuffix(".tfvars").strip("/")
            hint = f"did you mean {meant}? " if meant == STATE or ID.fullmatch(meant) else ""
            raise SettingsError([Problem("", None, f"{text!r} is not a target; {hint}{ACCEPTED}")])
        target = cls(*text.split("/"))
        if target.system == STATE:
            message = f"{text!r} is not a target; {STATE} is the stack that keeps all state; rename the system"
            raise SettingsError([Problem("", None, message)])
        for start, place in RESERVED_BY_AWS.items():
            if f"{target.system}-".startswith(start):
                message = f"{text!r} is not a target; AWS does not let {place} begin with {start!r}; rename the system"
                raise SettingsError([Problem("", None, message)])
        if len(target.stack_id) > LONGEST_NAME:
            message = (
                f"{text!r} is not a target; the name {target.stack_id} is {len(target.stack_id)} characters long and "
                f"AWS names leave room for {LONGEST_NAME}"
            )
            raise SettingsError([Problem("", None, message)])
        return target

    @classmethod
    def existing(cls, text: str, root: Path) -> Self:
        """The target of an id whose tfvars file exists below `root`; else raises SettingsError with near matches."""
        target = cls.parse(text)
        if (root / target.tfvars_path).exists():
            return target
        ids = [other.id for other in known(root)]
        near = difflib.get_close_matches(target.id, ids, n=3, cutoff=0.6)
        message = f"there is no {target.tfvars_path}"
        if near:
            message += f"; did you mean {_either(near)}? The targets are {', '.join(ids)}"
        elif ids:
            message += f". The targets are {', '.join(ids)}"
        else:
            message += "; envs/ holds no target yet"
        raise SettingsError([Problem("", None, message)])

    @property
    def kind(self) -> Kind:
        """Which settings and which stack class it takes."""
        if self.system == STATE:
            return "state"
        return "shared" if self.environment == SHARED else "environment"

    @property
    def stack_id(self) -> str:
        """`macro-ai-dev`: the CDKTF stack."""
        return self._dashed

    @property
    def tfvars_path(self) -> str:
        """`envs/macro-ai/dev.tfvars`, from the root of the repository."""
        return f"envs/{self.id}.tfvars"

    @property
    def root_dir(self) -> str:
        """`cdktf.out/stacks/macro-ai-dev`: where the Terraform root is emitted, from the root of the repository."""
        return f"cdktf.out/stacks/{self.stack_id}"


def discover(root: Path) -> list[Target]:
    """All targets with a file in envs/, sorted; raises SettingsError with everything in envs/ that is not one.

    Hidden files and README.md are allowed beside the tfvars files.
    """
    targets, problems = _found(root)
    by_stack: dict[str, Target] = {}
    for target in targets:
        other = by_stack.setdefault(target.stack_id, target)
        if other != target:
            message = f"has the same stack name as {other.tfvars_path}, {target.stack_id}; rename one of them"
            problems.append(Problem(target.tfvars_path, None, message))
    if problems:
        raise SettingsError(problems)
    return targets


def known(root: Path) -> list[Target]:
    """All targets with a file in envs/, sorted, whatever else lies there."""
    return _found(root)[0]


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards with cdktf.json and envs/; raises SettingsError when there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "cdktf.json").is_file() and (folder / "envs").is_dir():
            return folder
    message = f"neither {start} nor a folder above it has cdktf.json and envs/; change into the repository first"
    raise SettingsError([Problem("", None, message)])


def _found(root: Path) -> tuple[list[Target], list[Problem]]:
    """The targets below envs/, sorted, and what does not belong there."""
    envs = root / "envs"
    if not envs.is_dir():
        return [], [Problem("envs", None, "is not a folder; it holds one tfvars file per target")]
    targets: list[Target] = []
    problems: list[Problem] = []
    for entry in _visible(envs):
        if not entry.is_dir():
            _judge(entry, STATE if entry.name == "state.tfvars" else "", f"envs/{entry.name}", targets, problems)
            continue
        files = _visible(entry)
        if not files:
            problems.append(Problem(f"envs/{entry.name}", None, "holds no tfvars file; add one or remove the folder"))
        for file in files:
            text = f"{entry.name}/{file.name.removesuffix('.tfvars')}" if file.name.endswith(".tfvars") else ""
            _judge(file, text, f"envs/{entry.name}/{file.name}", targets, problems)
    # Where all state lies comes first.
    return sorted(targets, key=lambda target: (target.kind != "state", target)), problems


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and path.name != "README.md")


def _judge(file: Path, text: str, shown: str, targets: list[Target], problems: list[Problem]) -> None:
    if not text:
        message = "does not belong here; envs/ holds state.tfvars and <system>/<environment>.tfvars"
        problems.append(Problem(shown, None, message))
    elif not file.is_file():
        problems.append(Problem(shown, None, "is not a file"))
    else:
        try:
            targets.append(Target.parse(text))
        except SettingsError as error:
            problems += [Problem(shown, None, problem.message) for problem in error.problems]


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
