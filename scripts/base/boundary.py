"""Where every command ends: with an exit code and, when it failed, a sentence on standard error; never a traceback."""

import contextlib
import errno
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import typer

from settings.problem import SettingsError
from settings.target import find_root
from toolchain.errors import UserError
from toolchain.process import Interrupted

KNOWN_PROBLEM = 1
WRONG_USAGE = 2
UNEXPECTED = 3
STOPPED = 130
BROKEN_PIPE = 141
"""What a shell reports for a program that wrote to `| head` after head had ended."""

# The user's disk, folders and rights: nothing that a traceback would explain.
ADVICE = {
    errno.ENOSPC: "Free some space there and run the command again",
    errno.EDQUOT: "Free some space there and run the command again",
    errno.EFBIG: "Raise the limit on the size of files (`ulimit -f`) and run the command again",
    errno.EROFS: "Run the command in a copy of the repository that can be written to",
    errno.EACCES: "Change its owner or its rights and run the command again",
    errno.EPERM: "Change its owner or its rights and run the command again",
}


class UsageError(typer.TyperException):
    """A command line that does not make sense, in a whole sentence. Ends with exit code 2."""

    exit_code = WRONG_USAGE


def guarded(command: Callable[[], int | None], help_command: str) -> int:
    """The exit code of `command`, after a sentence on standard error where it failed.

    `help_command` is what shows the usage of what was called, such as `stackwright plan --help`.
    """
    try:
        code = command() or 0
        sys.stdout.flush()
    except typer.Exit as left:
        return left.exit_code
    except typer.TyperException as error:
        _say(f"{_sentence(error.format_message())} `{help_command}` lists what it takes.")
        return WRONG_USAGE
    except (SettingsError, UserError) as error:
        _say(str(error))
        return KNOWN_PROBLEM
    except Interrupted as stop:
        _say("Stopped.")
        return 128 + stop.signal_number
    except KeyboardInterrupt:
        _say("Stopped.")
        return STOPPED
    except BrokenPipeError:
        # Python flushes standard output once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except OSError as error:
        if error.errno not in ADVICE:
            return _unexpected(error, help_command)
        where = f"{error.filename}: " if error.filename else ""
        _say(f"{where}{error.strerror}. {ADVICE[error.errno]}.")
        return KNOWN_PROBLEM
    except Exception as error:
        return _unexpected(error, help_command)
    return code


def _unexpected(error: Exception, help_command: str) -> int:
    details = f"{help_command.removesuffix(' --help')}\n{''.join(traceback.format_exception(error))}"
    name = type(error).__name__
    for folder in (_log_folder(), Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            log = write_log(folder, details)
            _say(f"Stackwright failed in a way it does not know ({name}); please report it with the log file {log}.")
            return UNEXPECTED
    _say(f"Stackwright failed in a way it does not know, and could not write a log file:\n{details}")
    return UNEXPECTED


def without_broken_pipes(unraisable: "sys.UnraisableHookArgs") -> None:
    """Instead of Python's own hook, for what fails when there is nobody left to tell.

    At its end jsii says goodbye to its Node.js process, which a Ctrl-C at the terminal has ended before.
    """
    if not isinstance(unraisable.exc_value, BrokenPipeError):
        sys.__unraisablehook__(unraisable)


def write_log(folder: Path, text: str) -> Path:
    """A new file that only its owner can read."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"unexpected-{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}.log"
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return folder / name


def _log_folder() -> Path:
    try:
        return find_root(Path.cwd()) / ".stackwright" / "logs"
    except (SettingsError, OSError):
        return Path(tempfile.gettempdir())


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _say(text: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
