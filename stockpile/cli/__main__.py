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
    args = build_parser().parse_args(argv)
    language.use(args.language or "en")
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
