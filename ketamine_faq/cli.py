"""The Typer declarations and the one error gate `main()`. Must not search, draw or write itself."""

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

from . import __version__, library, output, pages, reading
from .errors import BROKEN, NOTHING_FOUND, FaqError, WrongUsage, search_command, short
from .render import Renderer, renderer
from .sanitize import clean

# Typer keeps the class of its usage errors to itself; only this child of it is public.
UsageError: Any = typer.BadParameter.__base__


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
        near = get_close_matches(args[0], self.commands, n=1)
        meant = f" Did you mean: faq {near[0]}?" if near else ""
        raise WrongUsage(
            f"there is no command “{short(args[0])}”.{meant} "
            f"To search for it, type: {search_command(' '.join(args))}"
        )


def _slugs(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Topics that complete a word: slugs, and an alias once its beginning is typed."""
    try:
        entries = library.load(ctx.params.get("data")).entries
    except FaqError:
        return []
    return [
        (name, entry.question)
        for entry in entries
        for name in (entry.slug, *(entry.aliases if incomplete else ()))
        if name.startswith(incomplete)
    ]


Format = Annotated[
    Literal["text", "markdown", "json"],
    typer.Option("--format", help="What to print.", show_default=True),
]
Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="FAQ_DATA", metavar="FILE", help="Another FAQ file.",
                 show_envvar=True),
]  # fmt: skip
Color = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--color", help="When to use colour.", show_default=True),
]
Topics = Annotated[
    list[str] | None,
    typer.Argument(metavar="TOPIC...", help="A slug, number or alias.", autocompletion=_slugs),
]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="What you want to know.")]

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Answers questions about ketamine infusion therapy, each with where it comes from.",
    epilog="\b\nExamples:\n  faq list\n  faq show safety\n  faq search will I throw up",
)


def _examples(*commands: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


def _print_version(wanted: bool) -> None:
    if wanted:
        checked = library.load().document.checked
        typer.echo(f"faq {__version__} (content checked {checked})")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def home(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True,
                     help="Print the version and the date of the content."),
    ] = False,
) -> Reply | None:  # fmt: skip
    if ctx.invoked_subcommand is not None:
        return None
    faq = library.load()
    page = clean(pages.home(faq))
    return Reply(lambda drawn: drawn.home(page), "text", "auto", asides=_overdue(faq))


@app.command("list", epilog=_examples("faq list", "faq list --format json"))
def list_topics(data: Data = None, format: Format = "text", color: Color = "auto") -> Reply:
    """List every topic: its number, its short name and its question."""
    faq = library.load(data)
    rows = clean(pages.topics(faq))
    return Reply(
        lambda drawn: drawn.topics(rows), format, color, records=True, asides=_overdue(faq)
    )


@app.command(epilog=_examples("faq show safety", "faq show side effects", "faq show --all"))
def show(
    topics: Topics = None,
    every: Annotated[bool, typer.Option("--all", help="Every topic.")] = False,
    data: Data = None,
    format: Format = "text",
    color: Color = "auto",
) -> Reply:
    """Show the full answer of a topic, what stands behind it and what it leaves out."""
    if bool(topics) == every:
        raise WrongUsage("say which topic, as in: faq show safety, or for all: faq show --all")
    faq = library.load(data)
    called_up = faq.notices_for(" ".join(topics or ()))
    try:
        entries = faq.entries if every else faq.topics.find_all(topics or ())
    except FaqError as error:
        told = (*_told(clean(pages.notices(faq, called_up))), f"faq: {error}")
        return Reply(_no_answers(format), format, color, status=error.status, asides=told)
    answers = clean(pages.answers(faq, entries, called_up))
    colophon = clean(pages.colophon(faq))
    return Reply(
        lambda drawn: drawn.answers(answers, colophon), format, color, asides=_overdue(faq)
    )


@app.command(epilog=_examples("faq search will I throw up", "faq search ptsd --limit 1"))
def search(
    words: Words,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many results.")] = 5,
    data: Data = None,
    format: Format = "text",
    color: Color = "auto",
) -> Reply:
    """Search the answers in your own words; says so when the FAQ does not cover something."""
    faq = library.load(data)
    page = clean(pages.results(faq, faq.search(" ".join(words), limit)))
    return Reply(
        lambda drawn: drawn.results(page),
        format,
        color,
        records=True,
        status=0 if page.results else NOTHING_FOUND,
        asides=(*_seen(page), *_overdue(faq)),
        notices=page.notices,
    )


@app.command(epilog=_examples("faq about", "faq about --format json"))
def about(data: Data = None, format: Format = "text", color: Color = "auto") -> Reply:
    """Tell what this is, where it comes from, how it was checked and what it leaves out."""
    faq = library.load(data)
    page = clean(pages.about(faq))
    return Reply(lambda drawn: drawn.about(page), format, color, asides=_overdue(faq))


@app.command("check", epilog=_examples("faq check", "faq check clinic.json"))
def check_file(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A FAQ file.")] = None,
    data: Data = None,
    format: Format = "text",
    color: Color = "auto",
) -> Reply:
    """Check a FAQ file and list its faults, each with its place and how to mend it."""
    path = file or data or reading.shipped()
    faults = clean(library.faults(path))
    told = f"{len(faults) or 'No'} fault{'' if len(faults) == 1 else 's'} found in {path}."
    return Reply(
        lambda drawn: drawn.faults(faults),
        format,
        color,
        records=True,
        status=BROKEN if faults else 0,
        asides=(told,),
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line, prints its answer and gives the exit status.

    Every error becomes one message on stderr; `argv` is without the name of the program.
    """
    try:
        reply = _run(sys.argv[1:] if argv is None else argv)
        if isinstance(reply, Reply):
            return _print(reply)
        text, status = reply
        output.write(text, output.screen("markdown", "never", records=False))
        return status
    except FaqError as error:
        output.say(f"faq: {error}")
        return error.status
    except UsageError as error:
        output.say(_usage(error))
        return WrongUsage.status
    except (KeyboardInterrupt, typer.Abort):
        return 130


def _run(argv: Sequence[str]) -> Reply | tuple[str, int]:
    """What the command replies, or what Typer itself printed (help, version, completion)."""
    printed = StringIO()
    try:
        with redirect_stdout(printed):
            reply = app(args=list(argv), prog_name="faq", standalone_mode=False)
    except SystemExit as end:
        return printed.getvalue(), int(end.code or 0)
    return reply if isinstance(reply, Reply) else (printed.getvalue(), reply or 0)


def _print(reply: Reply) -> int:
    screen = output.screen(reply.format, reply.color, reply.records)
    drawn = renderer(screen)
    if not drawn.holds_notices:
        output.say(*_told(reply.notices))
    output.say(*reply.asides)
    output.write(reply.draw(drawn), screen)
    return reply.status


def _usage(error: Any) -> str:
    message = error.format_message().rstrip(".")
    command = error.ctx.command_path if error.ctx else "faq"
    if option := getattr(error, "option_name", ""):
        if command == "faq":
            return f"faq: {message}. Options stand after a command, as in: faq list {option}"
        message += f". To use it as a word: {command} -- {option}"
    return f"faq: {message}. For help: {command} --help"


def _no_answers(format: str) -> Callable[[Renderer], str]:
    nothing = "[]\n" if format == "json" else ""
    return lambda _: nothing


def _told(notices: tuple[pages.FullNotice, ...]) -> tuple[str, ...]:
    return tuple(f"{notice.title}\n{notice.text}\n" for notice in notices)


def _seen(page: pages.Results) -> tuple[str, ...]:
    """What a search has to say beside its results."""
    corrected = (
        f"Showing results for {used} (you typed {typed})"
        for typed, used in page.corrections.items()
    )
    if page.results:
        return tuple(corrected)
    if page.not_covered:
        message = f"The FAQ does not cover {page.not_covered.topic}. {page.not_covered.hint}"
    else:
        message = f"The FAQ does not cover “{short(page.query)}”, or in other words."
    nearest = f" Nearest topics: {', '.join(page.nearest)}." if page.nearest else ""
    return (*corrected, f"faq: {message}{nearest} For all topics, type: faq list")


def _overdue(faq: library.Faq) -> tuple[str, ...]:
    if not faq.overdue(date.today()):
        return ()
    due = faq.document.check_due
    return (f"The check of this FAQ's content was due on {due} and is overdue: type faq about",)
