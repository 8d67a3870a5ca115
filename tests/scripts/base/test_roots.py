import errno
from pathlib import Path

import pytest

from scripts.base.aws import Aws
from scripts.base.roots import after_stop, alone_with, called, refuse_unsaved, synthesise
from scripts.base.screen import Screen
from settings.target import Target
from toolchain.errors import UserError

TARGET = Target.parse("macro-ai/dev")
AWS = Aws({}, None)


def test_a_full_disk_under_cdktfs_own_process_is_an_error_of_the_system(
    repository: Path, monkeypatch: pytest.MonkeyPatch
):
    def write_roots(*_: object, **__: object) -> None:
        raise RuntimeError("Error: ENOSPC: no space left on device, write")

    monkeypatch.setattr("stacks.synth.synthesise", write_roots)
    with pytest.raises(OSError) as failed:
        synthesise([TARGET], repository)
    assert (failed.value.errno, failed.value.filename) == (errno.ENOSPC, str(repository / "cdktf.out"))


@pytest.mark.parametrize("text", ["Error: something else", "Error: ENOIDEA: what"])
def test_other_errors_of_cdktf_stay_what_they_are(repository: Path, monkeypatch: pytest.MonkeyPatch, text: str):
    def write_roots(*_: object, **__: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr("stacks.synth.synthesise", write_roots)
    with pytest.raises(RuntimeError, match=text):
        synthesise([TARGET], repository)


def test_what_may_not_wait_is_refused_at_once_with_who_works_there(repository: Path):
    with (
        alone_with(TARGET, repository, Screen(), "deploy"),
        pytest.raises(UserError) as refused,
        alone_with(TARGET, repository, Screen(), "deploy", waits=False),
    ):
        pass
    text = str(refused.value)
    assert text.startswith("Somebody works on macro-ai/dev on this machine: ")
    assert " has been running `stackwright deploy macro-ai/dev` since " in text
    with alone_with(TARGET, repository, Screen(), "deploy", waits=False):
        pass


def test_what_a_command_line_calls_a_target(repository: Path):
    assert called(TARGET, AWS) == "macro-ai/dev"


def test_after_a_stop_says_where_that_is_what_was_done(repository: Path):
    assert after_stop("What was deployed", TARGET, repository, AWS) == (
        "What was deployed is in the state; the same command goes on from there."
    )
    folder = repository / TARGET.root_dir
    folder.mkdir(parents=True)
    (folder / "errored.tfstate").touch()
    assert after_stop("What was deployed", TARGET, repository, AWS) == (
        "What was deployed is not in the state but in cdktf.out/stacks/macro-ai-dev/errored.tfstate: "
        "`stackwright state macro-ai/dev --push`."
    )


def test_what_was_not_saved_must_be_brought_in_first(repository: Path):
    refuse_unsaved(TARGET, repository, AWS)
    folder = repository / TARGET.root_dir
    folder.mkdir(parents=True)
    (folder / "errored.tfstate").touch()
    with pytest.raises(UserError) as refused:
        refuse_unsaved(TARGET, repository, AWS)
    assert str(refused.value) == (
        "cdktf.out/stacks/macro-ai-dev/errored.tfstate holds what an earlier run did and could not save in the state of "
        "macro-ai/dev. Without it the same would be made a second time: bring it in with `stackwright state macro-ai/dev "
        "--push`."
    )
