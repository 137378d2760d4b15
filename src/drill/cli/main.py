"""The `drill` command: finds the subcommand, imports only that, turns errors into exit codes.

Exit codes: 0 done; 1 done, but something is wrong with what was given (a bad deck, a bad line, a
failed check); 2 could not do it (usage, missing file, missing part); 130 interrupted; 141 nobody
reads the output any more.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from drill import __version__
from drill.cli.streams import drop_stdout, ready_streams
from drill.errors import DrillError

COMMANDS = {
    "review": "drill decks: `drill review DECK... [--voice|--text] [--limit N]`",
    "list": "decks and what is due",
    "accepted": "answers you had accepted, and how often you overrode the grader",
    "import": "turn a study page into a deck",
    "cards": "print the cards of a deck",
    "check": "find the problems of decks",
    "rubric": "have rubrics written for cards, check and apply them",
    "grade": "grade answers given as JSON lines",
    "eval": "the grader's error rates on labelled answers",
    "transcribe": "write down what sound files say",
    "lexicon": "learn how the recogniser mishears a deck's terms",
    "demo": "the whole loop without microphone, loudspeaker or terminal",
    "doctor": "check every part of the voice chain",
}
"""Subcommands in the order shown; each is a module `drill.cli.<name>_command` with
`configure(parser)` and `run(args) -> int`. Without a subcommand the home screen opens."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `drill` with these arguments (default: the process's) and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    ready_streams()
    try:
        options = _parse(arguments)
        code = int(_module(options.command).run(options))
        sys.stdout.flush()  # here, where a reader that went away is expected
    except DrillError as error:
        print(f"drill: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away (`drill cards | head`)
        drop_stdout()
        return 141
    except OSError as error:  # what no command can foresee: a full disk behind its output, say
        drop_stdout()
        where = f"{error.filename}: " if error.filename else ""
        print(f"drill: {where}{error.strerror or error}.", file=sys.stderr)
        print("  Check the disk, the permissions, and where the output goes.", file=sys.stderr)
        return 2
    return code


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"drill.cli.{command}_command")


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="drill",
        description="Examines you by voice, offline. Without a command: the home screen.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="commands:\n"
        + "\n".join(f"  {name:<11}{text}" for name, text in COMMANDS.items())
        + "\n\n`drill COMMAND --help` tells more.",
    )
    parser.add_argument("--version", action="version", version=f"drill {__version__}")
    place = _command_place(arguments)
    if place is None:
        command = "home"
    elif (command := arguments[place]) in COMMANDS:
        del arguments[place]
        parser = argparse.ArgumentParser(prog=f"drill {command}", description=COMMANDS[command])
    else:
        parser.error(_unknown(command))
    _module(command).configure(parser)
    options = parser.parse_args(arguments)
    options.command = command
    return options


_WITH_VALUE = ("--home", "--mic", "--speaker", "--trace")
"""Options that may stand before the command and whose next word is no command."""


def _command_place(arguments: Sequence[str]) -> int | None:
    """Where the command is: the first word that is neither an option nor the value of one."""
    for place, word in enumerate(arguments):
        if not word.startswith("-") and (place == 0 or arguments[place - 1] not in _WITH_VALUE):
            return place
    return None


def _unknown(command: str) -> str:
    import difflib

    near = difflib.get_close_matches(command, COMMANDS, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(COMMANDS)}."
    return f"no command `{command}`; {hint}"
