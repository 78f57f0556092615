"""Start the whole house under one supervisor, and say where its doors are.

The Procfile names the processes; this adds what they share (addresses, token, state folder), migrates
the database, trains if need be, and prints the chat page, the inbox and a one-time staff sign-in.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import requests
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer
from rich.console import Console

from nlu.train import ROOT, train
from records.database import upgrade
from records.settings import Settings, SettingsError, load_settings
from records.staff import one_time_sign_in

console = Console(soft_wrap=True, highlight=False)
STOPPED = (128 + signal.SIGINT, 128 + signal.SIGTERM)
WORTH_SHOWING = re.compile(rb"\b(INFO|WARNING|ERROR|CRITICAL)\b|Traceback|Error\b")


class Log(Printer):
    """Everything goes to a file; the terminal gets what a person may want to read."""

    def __init__(self, file: IO[str]) -> None:
        super().__init__()
        self._file = Printer(file, colour=False)

    def write(self, message: Message) -> None:
        """Print one line of one process."""
        self._file.width = self.width
        self._file.write(message)
        line = message.data if isinstance(message.data, bytes) else message.data.encode()
        if WORTH_SHOWING.search(line) and b"DeprecationWarning" not in line:
            super().write(message)


def environment(settings: Settings) -> dict[str, str]:
    """What every process needs to know, as environment variables."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SERVICE_TOKEN": settings.service_token,
        "RASA_URL": settings.rasa_url,
        "ACTIONS_URL": settings.actions_url,
        "TRACKER_DB": str(settings.var_dir / "tracker.db"),
    }


def prepare(settings: Settings) -> None:
    """Bring the database and the model up to date, saying so."""
    console.print("Database: creating or migrating ...")
    upgrade(settings)
    console.print("Reader and screen: learning from the content if it has changed ...")
    subprocess.run([sys.executable, "-m", "frontdesk.understanding"], cwd=ROOT, check=True)
    console.print("Model: training if the files have changed ...")
    train(ROOT)


def say_doors(settings: Settings, sign_in: str) -> None:
    """Print the addresses, for people."""
    console.rule("First Contact")
    console.print(f"Chat page   {settings.public_url}/")
    console.print(f"Inbox       {settings.public_url}/desk")
    console.print(f"Sign-in     {sign_in}")
    console.print("            (works once; sets your password)")
    console.rule()


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.RequestException:
        return False


def announce(settings: Settings, sign_in: str) -> None:
    """Print the doors when the front desk answers, and a line when the assistant does."""
    while not _answers(f"{settings.public_url}/health"):
        time.sleep(0.3)
    say_doors(settings, sign_in)
    while not _answers(f"{settings.rasa_url}/webhooks/frontdesk/"):
        time.sleep(0.5)
    console.print("[bold]Ready.[/bold] The assistant answers. Ctrl-C stops everything.")


def supervise(settings: Settings) -> int:
    """Run the Procfile until Ctrl-C; 0 when it was a person who stopped it."""
    path = settings.var_dir / "log" / "house.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        manager = Manager(Log(file))
        for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
            manager.add_process(name, command, env=environment(settings), cwd=str(ROOT))
        manager.loop()
    code = int(manager.returncode or 0)
    return 0 if code in STOPPED else code


def main() -> int:
    """Prepare, announce and supervise; a bad setting stops the start with a sentence."""
    os.chdir(ROOT)
    try:
        settings = load_settings()
    except SettingsError as problem:
        console.print(str(problem), style="red")
        return 2
    prepare(settings)
    sign_in = one_time_sign_in(settings)
    threading.Thread(target=announce, args=(settings, sign_in), daemon=True).start()
    return supervise(settings)


if __name__ == "__main__":
    sys.exit(main())
