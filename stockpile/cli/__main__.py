"""`stockpile`: read the words, run the command, answer once, exit with the promised code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import msgspec

from stockpile import language
from stockpile.cli.context import Answer, Context
from stockpile.cli.parser import build_parser
from stockpile.domain.errors import Busy, IntegrityAlarm, Refused, StorageFault
from stockpile.wording import text_of

DONE, REFUSED, USAGE, ALARM, BUSY, FAILED = range(6)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (`design/command-line.md`)."""
    language.use(_spoken(sys.argv[1:] if argv is None else argv))  # the help is put into words while it is built
    args = build_parser().parse_args(argv)
    language.use(args.language or language.SOURCE)
    context = Context(args)
    try:
        answer = args.run(context)
    except (Refused, StorageFault, IntegrityAlarm) as problem:
        answer = _refusal(problem)
    except KeyboardInterrupt:
        answer = _refusal(Refused("cancelled"))
    finally:
        context.close()
    _say(answer, args)
    return int(answer.code)


def _spoken(argv: Sequence[str]) -> str:
    """The language that is asked for, before anything else is known of the command."""
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--language", default=language.SOURCE)
    try:
        return str(first.parse_known_args(argv)[0].language)
    except argparse.ArgumentError:
        return language.SOURCE  # whoever reads the whole command says what is wrong with it


def run() -> None:
    """The entry point of the installed command."""
    sys.exit(main())


def _refusal(problem: Refused | StorageFault | IntegrityAlarm) -> Answer:
    sentence = text_of(problem)
    document = {"refused": problem.code, "message": sentence, "details": problem.facts}
    return Answer(document, sentence, _code(problem))


def _code(problem: Exception) -> int:
    match problem:
        case Busy():
            return BUSY
        case StorageFault():
            return FAILED
        case IntegrityAlarm():
            return ALARM
        case _:
            return REFUSED


def _say(answer: Answer, args: argparse.Namespace) -> None:
    """One JSON document on standard output, or the same in words; a refusal in words goes to standard error."""
    if args.json:
        sys.stdout.write(msgspec.json.encode(answer.document, enc_hook=str).decode() + "\n")
    elif answer.text:
        stream = sys.stderr if answer.code in (REFUSED, BUSY, FAILED) else sys.stdout
        stream.write(answer.text + "\n")


if __name__ == "__main__":
    run()
