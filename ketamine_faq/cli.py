"""The Typer declarations and the one error gate `main()`. Must not search, draw or write itself."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from datetime import date
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from msgspec import Struct
from typer.core import TyperGroup

from . import __version__, library, messages, output, pages, reading
from .errors import BROKEN, NOTHING_FOUND, FaqError, UnknownCommand, WrongUsage
from .render import Renderer, renderer
from .sanitize import clean, one_line

# Typer keeps the class of its usage errors to itself; only this child of it is public.
UsageError: Any = typer.BadParameter.__base__
_ROUND = str.maketrans("[]", "()")


class Reply(Struct, frozen=True):
    """What a command answers: how to draw it, and what the person is told on stderr."""

    draw: Callable[[Renderer], str]
    format: str
    color: str
    records: bool = False
    status: int = 0
    asides: tuple[str, ...] = ()
    notices: tuple[pages.FullNotice, ...] = ()


class Commands(TyperGroup):
    """A word that is no command is most often a topic or a question."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) or args[0].startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise UnknownCommand(args, get_close_matches(args[0], self.commands, n=1, cutoff=0.7))


def _complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Topics that complete a word: slugs, and an alias once its beginning is typed."""
    try:
        entries = library.load(ctx.params.get("data")).entries
    except FaqError:
        return []
    found = []
    for entry in entries:
        names = [entry.slug] if entry.slug.startswith(incomplete) else entry.aliases
        found += [(name, entry.question) for name in names if name.startswith(incomplete)]
    # Typer takes square brackets in a description for markup.
    return [(one_line(name), one_line(q).translate(_ROUND)) for name, q in found]


def _print_version(wanted: bool) -> None:
    if wanted:
        checked = library.load().document.checked
        typer.echo(f"faq {__version__} (content checked {checked})")
        raise typer.Exit


def _examples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  faq {command}" for command in commands)


Format = Annotated[
    Literal["text", "markdown", "json"], typer.Option("--format", help="What to print.")
]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FILE", envvar="FAQ_DATA", help="Another FAQ file."),
]
Color = Annotated[
    Literal["auto", "always", "never"], typer.Option("--color", help="When to use colour.")
]
Topics = Annotated[
    list[str] | None,
    typer.Argument(metavar="TOPIC...", help="Slug, number or alias.", autocompletion=_complete),
]
Every = Annotated[bool, typer.Option("--all", help="Every topic.")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="WORDS...", help="What you want to know.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many results.")]
File = Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A FAQ file.")]
Version = Annotated[
    bool,
    typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version."),
]

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Answers questions about ketamine infusion therapy, each with where it comes from.",
    epilog=_examples("list", "show safety", "search will I throw up"),
)


@app.callback(invoke_without_command=True)
def home(ctx: typer.Context, version: Version = False) -> Reply | None:
    if ctx.invoked_subcommand is not None:
        return None
    faq = library.load(os.environ.get("FAQ_DATA") or None)
    page, rows = clean(pages.about(faq)), clean(pages.topics(faq))
    return _reply(faq, lambda drawn: drawn.home(page, rows), "text", "auto")


@app.command("list", epilog=_examples("list", "list --format json"))
def list_topics(data: Data = None, format: Format = "text", color: Color = "auto") -> Reply:
    """List every topic."""
    faq = library.load(data)
    rows = clean(pages.topics(faq))
    return _reply(faq, lambda drawn: drawn.topics(rows), format, color, records=True)


@app.command(epilog=_examples("show safety", "show side effects", "show --all"))
def show(
    topics: Topics = None, every: Every = False,
    data: Data = None, format: Format = "text", color: Color = "auto",
) -> Reply:  # fmt: skip
    """Show a full answer and what stands behind it."""
    if topics and every:
        raise WrongUsage("name topics or ask for --all, not both")
    if not topics and not every:
        raise WrongUsage("say which topic, as in: faq show safety; or for all: faq show --all")
    faq = library.load(data)
    called_up = faq.notices_for(" ".join(topics or ()))
    try:
        entries = faq.entries if every else faq.topics.find_all(topics or ())
    except FaqError as error:
        told = (*messages.notices(clean(pages.notices(faq, called_up))), f"faq: {error}")
        nothing = "[]\n" if format == "json" else ""
        return Reply(lambda _: nothing, format, color, status=error.status, asides=told)
    page, answers = clean(pages.about(faq)), clean(pages.answers(faq, entries, called_up))
    return _reply(faq, lambda drawn: drawn.answers(answers, page), format, color)


@app.command(epilog=_examples("search will I throw up", "search ptsd --limit 1"))
def search(
    words: Words = None, limit: Limit = 5,
    data: Data = None, format: Format = "text", color: Color = "auto",
) -> Reply:  # fmt: skip
    """Search the answers in your own words."""
    if not words:
        raise WrongUsage("say what to search for, as in: faq search will I throw up")
    faq = library.load(data)
    page = clean(pages.results(faq, faq.search(" ".join(words), limit)))
    return _reply(
        faq, lambda drawn: drawn.results(page), format, color, *messages.seen(page),
        records=True, status=0 if page.results else NOTHING_FOUND, notices=page.notices,
    )  # fmt: skip


@app.command(epilog=_examples("about", "about --format json"))
def about(data: Data = None, format: Format = "text", color: Color = "auto") -> Reply:
    """Tell where this comes from and what it leaves out."""
    faq = library.load(data)
    page = clean(pages.about(faq))
    return _reply(faq, lambda drawn: drawn.about(page), format, color)


@app.command("check", epilog=_examples("check", "check clinic.json"))
def check_file(
    file: File = None, data: Data = None, format: Format = "text", color: Color = "auto"
) -> Reply:
    """Check a FAQ file and list its faults."""
    path = file or data or reading.shipped()
    faults = clean(library.faults(path))
    told = messages.checked(len(faults), path)
    status = BROKEN if faults else 0
    return Reply(lambda drawn: drawn.faults(faults), format, color, True, status, (told,))


def _reply(
    faq: library.Faq, draw: Callable[[Renderer], str], format: str, color: str, *asides: str,
    **facts: Any,
) -> Reply:  # fmt: skip
    overdue = messages.overdue(faq.document, date.today())
    return Reply(draw, format, color, asides=(*asides, overdue), **facts)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line, prints its answer and gives the exit status.

    Every error becomes one message on stderr; `argv` is without the name of the program.
    """
    argv = sys.argv[1:] if argv is None else argv
    try:
        return _print(_run(argv))
    except UnknownCommand as error:
        faq = library.load()
        called_up = clean(pages.notices(faq, faq.notices_for(error.typed)))
        output.say(*messages.notices(called_up), f"faq: {error}")
        return error.status
    except FaqError as error:
        output.say(f"faq: {error}")
        return error.status
    except UsageError as error:
        output.say(f"faq: {messages.usage(error, argv)}")
        return WrongUsage.status
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _run(argv: Sequence[str]) -> Reply:
    """What the command replies, or what Typer itself printed: help, version, completion."""
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            reply = app(args=list(argv), prog_name="faq", standalone_mode=False)
    except SystemExit as end:
        reply = end.code
    except KeyError as missing:
        if "_FAQ_COMPLETE" not in os.environ:
            raise
        raise WrongUsage(f"completion is for shells, which also set {missing}") from None
    if isinstance(reply, Reply):
        return reply
    text = printed.getvalue()
    return Reply(lambda _: text, "markdown", "never", status=reply or 0)


def _print(reply: Reply) -> int:
    screen = output.screen(reply.format, reply.color, reply.records)
    drawn = renderer(screen)
    if not drawn.holds_notices:
        output.say(*messages.notices(reply.notices))
    output.say(*reply.asides)
    output.write(reply.draw(drawn), screen)
    return reply.status
