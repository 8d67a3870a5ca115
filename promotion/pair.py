"""Two environments of one system, read from their files: what would be promoted from one to the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from promotion.differences import Side
from promotion.edit import promoted
from promotion.history import History, Version
from promotion.proposal import IMAGE, Entry, Proposal, never_ran, propose
from promotion.rules import Rules
from promotion.way import Way
from settings import tfvars
from settings.environment import EnvironmentSettings
from settings.load import Loaded, load_environment, load_shared
from settings.problem import Problem, SettingsError
from settings.proposed import check_proposed
from settings.target import Target
from settings.tfvars import Tfvars
from toolchain import git
from toolchain.errors import UserError
from toolchain.files import exclusive


@dataclass(frozen=True)
class Pair:
    """Where values come from (None: an earlier version of the target), the target, and what would happen."""

    root: Path
    source: Target | None
    target: Loaded[EnvironmentSettings]
    history: History
    proposal: Proposal

    def new_file(self, proposal: Proposal) -> Tfvars:
        """The target's file with what the proposal promotes. Raises UserError with everything that would be wrong."""
        differences = [entry.difference for entry in proposal.having("promote")]
        file = promoted(self.target.file, proposal.source.file, differences)
        try:
            check_proposed(self.target.target, file, self.root)
        except SettingsError as error:
            raise UserError(
                f"With these values {file.path} would be wrong; nothing was written. Lines are those of the new text.\n"
                f"{error}"
            ) from None
        return file

    def check_images_ran(self, proposal: Proposal) -> None:
        """Raises UserError for promoted images that no commit of the source's file has."""
        found = never_ran(proposal.having("promote"), proposal.source, self.history)
        if found:
            raise UserError("\n".join(self._never_ran(entry) for entry in found))

    def _never_ran(self, entry: Entry) -> str:
        source = self.proposal.source
        line = source.file.where((*entry.key, *(() if entry.key[-1] == IMAGE else (IMAGE,))))
        return (
            f"{source.file.path}:{line}: {entry.name} is not committed, so this image never ran in {source.name}. "
            f"Commit it and deploy {source.name} first."
        )

    def write(self, file: Tfvars) -> None:
        """Puts the new text in place of the target's file. Raises SettingsError when a file has changed since."""
        source = self.proposal.source.file
        with exclusive(self.root / ".stackwright" / "locks" / "promotion"):
            if self.source and tfvars.read(self.root / source.path, self.root).text != source.text:
                message = "has changed since it was read; nothing was written, try again"
                raise SettingsError([Problem(source.path, None, message)])
            tfvars.write(self.root / file.path, file.text, was=self.target.file.text, root=self.root)


def way_of(system: str, root: Path) -> Way:
    """What the system's shared.tfvars says about promotion. Raises SettingsError when that file is wrong."""
    target = Target(system, "shared")
    exists = (root / target.tfvars_path).exists()
    return Way.of(system, load_shared(target, root) if exists else None)


def pair(source: Target, target: Target, root: Path, way: Way) -> Pair:
    """Both environments with what differs between them. Raises SettingsError when the settings of one are wrong."""
    from_, to = load_environment(source, root), load_environment(target, root)
    history = History(root, (source.tfvars_path, target.tfvars_path))
    proposal = propose(Side.of(from_), Side.of(to), Rules.of(way.settings), history)
    return Pair(root, source, to, history, proposal)


def way_back(target: Target, root: Path, way: Way, revision: str | None) -> Pair:
    """The target and what it was before its promoted values last changed, or as it was at a commit.

    What a rule keeps stays as it is now; all else that differs goes back. Raises UserError when there is no such
    version.
    """
    loaded = load_environment(target, root)
    history = History(root, (target.tfvars_path,))
    if not history.is_known:
        raise UserError(f"{root} is not in a git repository, so nobody knows what {target} had before.")
    rules = Rules.of(way.settings)
    versions = history.versions(loaded.file) if revision is None else [_version_at(revision, loaded.file, root)]
    for version in versions:
        proposal = _as_before(version, loaded, rules)
        if proposal.having("promote"):
            return Pair(root, None, loaded, history, proposal)
    when = f"At {revision}" if revision else "In all commits that git has of it"
    raise UserError(
        f"{when}, {loaded.file.path} has the promoted values that it has now; there is nothing to put back."
    )


def _version_at(revision: str, file: Tfvars, root: Path) -> Version:
    text = git.text_at(root, git.resolve(root, revision), file.path)
    if text is None:
        raise UserError(f"{file.path} is not in commit {revision}.")
    commit = git.commit(root, revision)
    return Version(tfvars.parsed(text, f"{file.path} of {commit.id[:9]}"), commit, 0)


def _as_before(version: Version, loaded: Loaded[EnvironmentSettings], rules: Rules) -> Proposal:
    """What differs from an earlier version, with what is promoted or asked about otherwise as promoted."""
    name = f"{loaded.target} of commit {version.commit}" if version.commit else f"{loaded.target} as it is"
    proposal = propose(Side(name, version.file, {}), Side(loaded.target.id, loaded.file, {}), rules)
    return Proposal(proposal.source, proposal.target, tuple(_back(proposal.entries)))


def _back(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry if entry.action == "keep" else Entry(entry.difference, "promote", "what it was before")
