"""The command line `firstcontact`. What is heavy is imported by the command that needs it, not here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from frontdesk import cli_tables as tables
from records.database import Store, open_store, upgrade
from records.errors import RecordsError
from records.settings import SettingsError, settings

app = typer.Typer(
    help="First Contact: enquiries, reader, team and state of the house.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # a traceback must not print a patient's words
)
enquiries = typer.Typer(help="Look at enquiries.", no_args_is_help=True)
staff = typer.Typer(help="Who can sign in to the inbox.", no_args_is_help=True)
app.add_typer(enquiries, name="enquiries")
app.add_typer(staff, name="staff")

console = Console()
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Refused(Exception):
    """A command that can't be done; its words say why and what to do."""


def _store() -> Store:
    return open_store(settings())


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@enquiries.command("list")
def list_enquiries(
    as_json: AsJson = False,
    closed: Annotated[bool, typer.Option("--closed", help="Closed ones too.")] = False,
) -> None:
    """List the enquiries, most urgent first."""
    from records.holding import inbox
    from records.views import OPEN_STATUSES, STATUSES

    rows = inbox(_store(), STATUSES if closed else OPEN_STATUSES)
    if as_json:
        _print_json([tables.inbox_json(row) for row in rows])
    else:
        console.print(tables.inbox_table(rows))


@enquiries.command("show")
def show_enquiry(enquiry_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJson = False) -> None:
    """Show one enquiry: facts, red flags with their words, advice, bookings and every message."""
    from records.show import show

    shown = show(_store(), enquiry_id)
    if as_json:
        _print_json(shown)
    else:
        console.print(tables.enquiry_view(shown))


@app.command()
def read(
    text: Annotated[str | None, typer.Argument(help="A patient's text.")] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="FILE", help="JSON lines: id, text and, if known, sent_at."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the reader and the safety screen make of a text, or of a file of texts (always JSON)."""
    from frontdesk.cli_read import open_reader, read_file

    if (text is None) == (jsonl is None):
        raise Refused('Give a text in quotes, or a file with --jsonl FILE ("-" reads the standard input).')
    if jsonl is not None:
        bad = read_file(jsonl, sys.stdout, sys.stderr)
        raise typer.Exit(1 if bad else 0)
    seen = open_reader(explain=True)(None, text or "", None)
    _print_json(seen) if as_json else console.print(tables.reading_view(seen))


@staff.command("add")
def add_staff(
    name: Annotated[str, typer.Argument(help="The name that patients see.")],
    login: Annotated[str | None, typer.Option(help="Made from the name when left out.")] = None,
) -> None:
    """Add a member of the team and print the one-time link that sets the password."""
    from records.staff import create_staff

    member, token = create_staff(_store(), name, login)
    console.print(f"{member.name} signs in as [bold]{member.login}[/bold]. This link works once, for a day:")
    print(settings().link_to_welcome(token))


@staff.command("link")
def renew_link(login: str) -> None:
    """Print a new one-time link for somebody who lost the password or the first link."""
    from records.staff import new_link

    print(settings().link_to_welcome(new_link(_store(), login)))


@staff.command("list")
def list_staff() -> None:
    """List the team."""
    from records.staff import all_staff

    for member in all_staff(_store()):
        print(f"{member.login}\t{member.name}")


@app.command()
def outbox(as_json: AsJson = False, delivered: Annotated[bool, typer.Option("--all")] = False) -> None:
    """Show the notifications that are still to be delivered, with what holds them up."""
    from records.outbox import notices

    found = notices(_store(), undelivered_only=not delivered)
    if as_json:
        _print_json([tables.notice_json(notice) for notice in found])
    else:
        console.print(tables.outbox_table(found))


@app.command()
def erase(
    given: Annotated[str, typer.Argument(metavar="ID", help="An enquiry's or a conversation's id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Erase a conversation: its words, contacts and history go for good, a count stays."""
    from records.erase import erase as erase_for_good

    if not yes:
        typer.confirm(f"Erase everything that was said in {given}? This cannot be undone.", abort=True)
    gone = erase_for_good(_store(), given)
    console.print(f"Erased {gone.messages} messages of {', '.join(gone.enquiries) or 'no enquiry'}.")


@app.command()
def migrate() -> None:
    """Create the database, or bring it to this version."""
    upgrade(settings())
    console.print("The database is up to date.")


@app.command()
def doctor() -> None:
    """Check the whole house and say in plain sentences what is wrong and what to do."""
    from frontdesk.doctor import examine

    results = examine(settings())
    console.print(tables.doctor_table(results))
    raise typer.Exit(0 if all(result.well for result in results) else 1)


def main() -> None:
    """The entry point: a known problem ends in a sentence, not in a traceback."""
    try:
        app()
    except (SettingsError, RecordsError, Refused, ValueError) as problem:
        print(problem, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
