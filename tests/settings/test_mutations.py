"""Bad input at scale: whatever is done to a real tfvars file, it is read as an independent reader reads it, or refused.

100 cases in every run, always the same; 2,000 others with `make test-slow`.
"""

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.base.roots import synthesise
from scripts.cli import run
from settings import tfvars
from settings.problem import SettingsError
from settings.second_reader import agrees
from settings.syntax import parse
from settings.target import Target
from tests.settings.mutations import FILES, ROOT, Mutated, mutated
from toolchain.errors import UserError

PROBLEM = re.compile(r"envs/[\w/-]+\.tfvars(?::(\d+))?: \S.*")
at_scale = settings(deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Repository:
    """A copy of all settings, in which one file after another is damaged and mended."""

    folder: Path

    @contextlib.contextmanager
    def holding(self, case: Mutated) -> Iterator[Path]:
        path = self.folder / "envs" / f"{case.target}.tfvars"
        path.write_bytes(case.text.encode("utf-8", errors="surrogatepass"))
        try:
            with contextlib.chdir(self.folder):
                yield path
        finally:
            path.write_text(FILES[case.target])

    def files(self) -> dict[str, bytes]:
        """Everything that is there, but what Stackwright keeps for itself."""
        found = [path for path in self.folder.rglob("*") if path.is_file() and ".stackwright" not in path.parts]
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("mutations")
    shutil.copytree(ROOT / "envs", folder / "envs")
    shutil.copy(ROOT / "cdktf.json", folder)
    return Repository(folder)


def is_read_or_refused(repository: Repository, case: Mutated) -> None:
    """No traceback, a line of the file for each problem, the same values as python-hcl2, nothing written."""
    said, complained = io.StringIO(), io.StringIO()
    with repository.holding(case), contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        before = repository.files()
        code = run(["check", case.target])
        assert repository.files() == before
        assert code in (0, 1), complained.getvalue()
        assert complained.getvalue() == ""
        *problems, verdict = said.getvalue().splitlines()
        assert verdict.startswith(f"envs/{case.target}.tfvars: "), said.getvalue()
        assert (code == 0) is verdict.endswith(": ok") is not bool(problems)
        lines = case.text.count("\n") + 1
        for problem in problems:
            match = PROBLEM.fullmatch(problem)
            assert match is not None, problem
            assert 1 <= int(match[1] or 1) <= lines, problem
    means_what_it_says(case)
    if code == 0 and parse(case.text).values != parse(FILES[case.target]).values:
        can_be_synthesised(repository, case)


def means_what_it_says(case: Mutated) -> None:
    """What our reader accepts, the other one reads alike: nothing has another meaning than a person or Terraform sees."""
    result = parse(case.text)
    if not result.faults:
        assert agrees(case.text, result.values), case.text


def can_be_synthesised(repository: Repository, case: Mutated) -> None:
    """Settings that are accepted make a root, or a sentence that says why not."""
    out = repository.folder / "out"
    with repository.holding(case), contextlib.suppress(UserError):
        synthesise([Target.parse(case.target)], repository.folder, out)
    shutil.rmtree(out, ignore_errors=True)


def is_written_whole_or_not_at_all(repository: Repository, case: Mutated, choice: int) -> None:
    """An edit of a damaged file is refused, or changes that one value and nothing else."""
    with repository.holding(case) as path:
        before = path.read_bytes()
        try:
            file = tfvars.read(path, repository.folder)
            key = sorted(file.places, key=str)[choice % len(file.places)] if file.places else None
            if key is None:
                return
            text = file.replaced(key, "new")
            tfvars.write(path, text, was=file.text, root=repository.folder)
        except SettingsError:
            assert path.read_bytes() == before
        else:
            place, after = file.places[key], path.read_bytes().decode()
            assert after.startswith(file.text[: place.start])
            assert after.endswith(file.text[place.end :])
        assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


@pytest.mark.requirement("C-04")
@settings(at_scale, max_examples=100, derandomize=True)
@given(mutated)
def test_a_damaged_file_is_read_or_refused(repository: Repository, case: Mutated) -> None:
    is_read_or_refused(repository, case)


@pytest.mark.requirement("C-35")
@settings(at_scale, max_examples=50, derandomize=True)
@given(mutated, st.integers(0, 1000))
def test_a_damaged_file_is_written_whole_or_not_at_all(repository: Repository, case: Mutated, choice: int) -> None:
    is_written_whole_or_not_at_all(repository, case, choice)


@pytest.mark.slow
@settings(at_scale, max_examples=2000)
@given(mutated)
def test_2000_damaged_files_are_read_or_refused(repository: Repository, case: Mutated) -> None:
    is_read_or_refused(repository, case)


@pytest.mark.slow
@settings(at_scale, max_examples=2000)
@given(mutated, st.integers(0, 1000))
def test_2000_damaged_files_are_written_whole_or_not_at_all(repository: Repository, case: Mutated, choice: int) -> None:
    is_written_whole_or_not_at_all(repository, case, choice)
