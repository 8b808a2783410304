"""The command line: options, commands, and the one error gate `main()`."""

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer import Argument, Option
from typer.core import TyperGroup

from . import __version__, errors, library, output, reading
from .errors import FaqError, WrongUsage, short
from .model import Entry, Notice
from .render import Screen, View, renderer, wording
from .text import clean, is_english, nearest

# Typer keeps the class of its usage errors to itself; only this child of it is public.
UsageError: Any = typer.BadParameter.__base__


class Commands(TyperGroup):
    """A first word that is no command begins a topic or a question."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        word = args[0].lower()
        known = self.get_command(ctx, args[0]) or word.startswith("-") or ctx.resilient_parsing
        if not known and not is_english(word) and (near := nearest(word, COMMANDS, 1)):
            searched = f"To search for it, type: {errors.search_command(' '.join(args))}"
            advice = f"Did you mean: faq {near[0]}? {searched}"
            raise WrongUsage(f"there is no command “{short(args[0])}”.", advice)
        return super().resolve_command(ctx, args if known else ["search", "--topic-too", *args])


def _complete(ctx: typer.Context, incomplete: str) -> Iterable[str]:
    """Topics that complete a word: slugs, and an alias once its beginning is typed."""
    with suppress(FaqError):
        for entry in library.load(_file(ctx.params.get("data"))).entries:
            names = [entry.slug] if entry.slug.startswith(incomplete) else entry.aliases
            yield from (name for name in names if name.startswith(incomplete))


def _samples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  faq {command}" for command in commands)


Kind = Annotated[Literal["auto", View], Option(case_sensitive=False, help="What to print.")]
When = Annotated[
    Literal["auto", "always", "never"], Option(case_sensitive=False, help="When to use colour.")
]
Data = Annotated[Path | None, Option(metavar="FILE", help="Another FAQ file; also by FAQ_DATA.")]
Every = Annotated[bool, Option("--all", help="Every topic.")]
Limit = Annotated[int, Option(min=1, metavar="N", help="At most so many results.")]
File = Annotated[Path | None, Argument(metavar="[FILE]", help="A FAQ file.")]
Topics = Annotated[list[str] | None, Argument(metavar="TOPIC...", autocompletion=_complete)]
Words = Annotated[list[str] | None, Argument(metavar="WORDS...", autocompletion=_complete)]
# Words left over after a command that takes none: with it they are a sentence.
Rest = Annotated[list[str] | None, Argument(hidden=True, metavar="[WORDS]...")]
# What is no command is shown where it names a topic, else searched.
TopicToo = Annotated[bool, Option("--topic-too", hidden=True)]

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_samples("show safety", "search will I throw up", "list --format json")
    + "\n\nWhere the answers come from, and what they leave out: faq about",
)


@app.callback(invoke_without_command=True)
def home(ctx: typer.Context, version: Annotated[bool, Option("--version", "-V")] = False) -> int:
    """Answers questions about ketamine infusion therapy, each with where it comes from.

    Words that are no command are shown as a topic, or else searched.
    """
    if ctx.invoked_subcommand and not version:
        return errors.DONE
    faq, screen = _open("markdown")
    said = f"faq {__version__} (content checked {faq.document.checked or 'on no known day'})\n"
    return _print(
        faq, screen, said if version else renderer(screen).topics(faq, wording.EXAMPLES.items())
    )


@app.command("list", epilog=_samples("list", "list --format json"))
def list_(rest: Rest = None, data: Data = None, format: Kind = "auto", color: When = "auto") -> int:
    """List every topic."""
    if rest:
        return search(["list", *rest], 5, data, format, color, True)
    faq, screen = _open("tsv", data, format, color)
    return _print(faq, screen, renderer(screen).topics(faq))


@app.command("show", epilog=_samples("show safety", "show side effects", "show --all"))
def show(
    topics: Topics = None,
    every: Every = False,
    data: Data = None,
    format: Kind = "auto",
    color: When = "auto",
) -> int:
    """Show a full answer.

    A topic is a slug, a number, a question or an alias.
    """
    if bool(topics) == every:
        raise WrongUsage("name topics, or ask for --all.", "As in: faq show safety")
    faq, screen = _open("markdown", data, format, color)
    called = faq.notices_for(" ".join(topics or ()))
    try:
        entries = faq.entries if every else faq.topics.find_all(topics or ())
    except FaqError as error:
        _print(faq, screen, renderer(screen).answers(faq, (), called), called)
        output.say(errors.message(error))
        return error.status
    notices = dict.fromkeys((*called, *(n for entry in entries for n in entry.notices)))
    return _print(faq, screen, renderer(screen).answers(faq, entries, called), notices)


@app.command("search", epilog=_samples("search will I throw up", "search ptsd --limit 1", "search"))
def search(
    words: Words = None,
    limit: Limit = 5,
    data: Data = None,
    format: Kind = "auto",
    color: When = "auto",
    topic_too: TopicToo = False,
) -> int:
    """Search in your own words.

    Without words, it asks for them: a shell eats ? and '.
    """
    typed = (" ".join(words) if words else output.ask(wording.PROMPT)).strip()
    if not typed:
        raise WrongUsage(wording.SAY_WHAT)
    faq, screen = _open("tsv", data, format, color)
    named: tuple[Entry, ...] = ()
    if topic_too and not faq.notices_for(typed):
        with suppress(FaqError):
            named = faq.topics.find_all([typed] if any(map(str.isalpha, typed)) else words or ())
    if named:
        return show(words, False, data, format, color)
    found = faq.search(typed, limit)
    output.say(*wording.corrections(found))
    _print(faq, screen, renderer(screen).results(found), found.notices)
    output.say(wording.rest(found))
    return errors.DONE if found.results else errors.NOTHING_FOUND


@app.command("about", epilog=_samples("about", "about --format json"))
def about(rest: Rest = None, data: Data = None, format: Kind = "auto", color: When = "auto") -> int:
    """Tell where this comes from and what it leaves out."""
    if rest:
        return search(["about", *rest], 5, data, format, color, True)
    faq, screen = _open("markdown", data, format, color)
    return _print(faq, screen, renderer(screen).about(faq))


@app.command("check", epilog=_samples("check", "check clinic.json"))
def check(file: File = None, data: Data = None, format: Kind = "auto", color: When = "auto") -> int:
    """Check a FAQ file and list its faults."""
    if file and data:
        raise WrongUsage("name the file once: faq check FILE, without --data.")
    path = file or _file(data)
    screen = output.screen(format, color, "tsv")
    faults = clean(library.faults(path))
    output.say(wording.checked(len(faults), path))
    output.write(renderer(screen).faults(faults), screen)
    return errors.BROKEN if faults else errors.DONE


@app.command("help", epilog=_samples("help", "help search"))
def help_(rest: Rest = None, data: Data = None, format: Kind = "auto", color: When = "auto") -> int:
    """Tell how a command is used."""
    if rest and (len(rest) > 1 or rest[0] not in COMMANDS):
        return search(["help", *rest], 5, data, format, color, True)
    return main([*(rest or ()), "--help"])


def _file(data: Path | None = None) -> Path:
    return data or Path(os.environ.get("FAQ_DATA") or reading.shipped())


def _open(
    piped: View, data: Data = None, format: Kind = "auto", color: When = "auto"
) -> tuple[library.Faq, Screen]:
    """The FAQ and the screen that were asked for."""
    return library.load(_file(data)), output.screen(format, color, piped)


COMMANDS = [str(command.name) for command in app.registered_commands]


def _print(faq: library.Faq, screen: Screen, text: str, called: Iterable[Notice] = ()) -> int:
    """Prints an answer, with its notices on stderr where its format has no room for them."""
    if screen.view == "tsv" or text == "[]\n":
        output.say(*map(wording.notice, called))
    output.write(text, screen)
    output.say(wording.overdue(faq.document, date.today()))
    return errors.DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line, its words after `faq`; what goes wrong becomes a message on stderr."""
    argv = sys.argv[1:] if argv is None else argv
    try:
        return int(app(args=list(argv), prog_name="faq", standalone_mode=False) or errors.DONE)
    except (FaqError, UsageError) as error:
        status = getattr(error, "status", errors.WRONG_USAGE)
        return _failed(errors.message(error, argv), argv, status)
    except (MemoryError, OSError) as error:
        return _failed(f"faq: {short(error) or 'there is not enough memory'}.", argv, errors.BROKEN)
    except (KeyError, ValueError) as error:
        if "_FAQ_COMPLETE" not in os.environ:
            raise
        return _failed(f"faq: completion is for shells: {short(error)}", argv, errors.WRONG_USAGE)
    except SystemExit as end:  # of completion, and of Typer where the reader of its help has gone
        return int(end.code or 0) if "_FAQ_COMPLETE" in os.environ else errors.DONE
    except (KeyboardInterrupt, typer.Abort):
        return errors.INTERRUPTED


def _failed(message: str, typed: Sequence[str], status: int) -> int:
    """Tells an error; a cry for help is heard all the same, if need be by the shipped FAQ."""
    words = " ".join(word for word in typed if " " in word or not word.startswith("-"))
    for path in (_file(), reading.shipped()):
        with suppress(FaqError, MemoryError):
            output.say(*map(wording.notice, library.load(path).notices_for(words)))
            break
    output.say(message)
    return status
