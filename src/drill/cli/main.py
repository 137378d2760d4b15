"""The `drill` command: finds the subcommand, imports only that, turns errors into exit codes.

Exit codes: 0 done; 1 done, but something is wrong with what was given (a bad deck, a bad line, a
failed check); 2 could not do it (usage, missing file, missing part); 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from drill import __version__
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not every terminal can show every character
            stream.reconfigure(errors="backslashreplace")
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
        # Python flushes once more at exit, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
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
    command = next((word for word in arguments if not word.startswith("-")), None)
    if arguments and arguments[0] in COMMANDS:
        command = arguments.pop(0)
        parser = argparse.ArgumentParser(prog=f"drill {command}", description=COMMANDS[command])
    elif command is not None and not _follows_an_option(arguments, command):
        parser.error(_unknown(command))
    else:
        command = "home"
    _module(command).configure(parser)
    options = parser.parse_args(arguments)
    options.command = command
    return options


def _follows_an_option(arguments: list[str], word: str) -> bool:
    """Whether `word` may be the value of the option before it (`drill --home DIR`)."""
    position = arguments.index(word)
    return position > 0 and arguments[position - 1].startswith("--")


def _unknown(command: str) -> str:
    import difflib

    near = difflib.get_close_matches(command, COMMANDS, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(COMMANDS)}."
    return f"no command `{command}`; {hint}"
