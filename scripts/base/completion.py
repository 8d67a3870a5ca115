"""What a shell offers when Tab is pressed behind `stackwright`, and the scripts that have shells ask.

Typer's own completion is not used: it imports every verb to list them, and rich to write them for zsh and fish.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Final, get_args

from settings.target import find_root, known

ASKED: Final = "_STACKWRIGHT_COMPLETE"
"""Set in the environment when a shell asks; the words of the command line follow as arguments, the last one unfinished.
An answer is a line, with its explanation behind a tab; none means file names."""

WITHOUT_TARGET: Final = ("import-compose", "scope", "bootstrap", "comment", "local", "doctor", "completion")
"""Verbs whose first argument is no TARGET. Known here: importing a verb to ask it takes longer than a key press."""

SCRIPTS: Final = {
    "bash": """\
_stackwright() {
    local IFS=$'\\n'
    COMPREPLY=($(_STACKWRIGHT_COMPLETE=1 "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1))
}
complete -o default -F _stackwright stackwright
""",
    "zsh": """\
#compdef stackwright
_stackwright() {
    local line
    local -a found
    for line in ${(f)"$(_STACKWRIGHT_COMPLETE=1 $words[1] "${(@)words[2,CURRENT]}" 2>/dev/null)"}; do
        found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
    done
    if (( $#found )); then _describe stackwright found; else _files; fi
}
compdef _stackwright stackwright
""",
    "fish": """\
function __stackwright
    set -l words (commandline -opc) (commandline -ct)
    set -l found (_STACKWRIGHT_COMPLETE=1 $words[1] $words[2..-1] 2>/dev/null)
    if set -q found[1]
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete --command stackwright --no-files --keep-order --arguments '(__stackwright)'
""",
}

Candidate = tuple[str, str]
"""A word, and what it means."""


def answer(words: Sequence[str], verbs: Mapping[str, str], command: Callable[[str], Any]) -> list[str]:
    """Lines for the shell: what may stand in place of the last of `words`. `command` gives a verb with its options."""
    *before, begun = words or [""]
    # bash makes three words of --format=svg.
    before = [word for word in before if word != "="]
    begun = "" if begun == "=" else begun
    return [
        f"{word}\t{meaning}" for word, meaning in _candidates(before, begun, verbs, command) if word.startswith(begun)
    ]


def _candidates(
    before: Sequence[str], begun: str, verbs: Mapping[str, str], command: Callable[[str], Any]
) -> Iterator[Candidate]:
    if not before:
        yield from verbs.items() if not begun.startswith("-") else [("--help", "")]
        return
    verb, *given = before
    if verb not in verbs:
        return
    if not given and not begun.startswith("-") and verb not in WITHOUT_TARGET:
        yield from _targets(given)
        return
    called = command(verb)
    if hasattr(called, "commands"):
        if not given:
            yield from ((name, one.get_short_help_str()) for name, one in called.commands.items())
            return
        called = called.commands.get(given.pop(0))
    if called is not None:
        yield from _of_command(called, given, begun)


def _of_command(called: Any, given: Sequence[str], begun: str) -> Iterator[Candidate]:
    """What may come behind the words `given` to a verb."""
    options = [one for one in called.params if one.param_type_name == "option"]
    by_name = {name: one for one in options for name in (*one.opts, *one.secondary_opts)}
    last = by_name.get(given[-1]) if given else None
    if last is not None and not last.is_flag:
        yield from _values(last, [])
    elif begun.startswith("-"):
        used = {id(by_name[word]) for word in given if word in by_name and not by_name[word].multiple}
        yield from ((name, one.help or "") for name, one in by_name.items() if id(one) not in used)
        yield "--help", "Show this message and exit."
    else:
        arguments = [one for one in called.params if one.param_type_name == "argument"]
        pairs = zip(["", *given], given, strict=False)
        words = [word for previous, word in pairs if not word.startswith("-") and not _takes(by_name.get(previous))]
        if len(words) < len(arguments) or (arguments and arguments[-1].nargs == -1):
            yield from _values(arguments[min(len(words), len(arguments) - 1)], words)


def _takes(option: Any) -> bool:
    """Whether the word behind an option is its value."""
    return option is not None and not option.is_flag


def _values(parameter: Any, given: Sequence[str]) -> Iterator[Candidate]:
    """The values that a parameter can have, but for those `given`; none where nobody can list them."""
    if "TARGET" in (parameter.metavar or ""):
        yield from _targets(given)
    annotation = parameter.type_descriptor.annotation
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Enum):
            yield from ((one.value, "") for one in kind if one.value not in given)


def _targets(given: Sequence[str]) -> Iterator[Candidate]:
    root = find_root(Path.cwd())
    yield from ((target.id, target.tfvars_path) for target in known(root) if target.id not in given)
