"""Start the whole house under one supervisor, and say where its doors are.

The Procfile names the processes; this adds what they share (addresses, token, state folder), migrates
the database, trains if need be, and prints the chat page, the inbox and a one-time staff sign-in.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import requests
from honcho.environ import parse_procfile
from honcho.manager import Manager
from rich.console import Console
from rich.panel import Panel

from nlu.train import ROOT, train
from records.database import upgrade
from records.settings import Settings, SettingsError, load_settings
from records.staff import one_time_sign_in

console = Console()


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
    console.print("Model: training if the files have changed ...")
    train(ROOT)


def doors(settings: Settings, sign_in: str) -> Panel:
    """The addresses, for people."""
    lines = [
        f"Chat page   {settings.public_url}/",
        f"Inbox       {settings.public_url}/desk",
        f"Sign-in     {sign_in}",
        "            (works once; sets your password)",
    ]
    return Panel("\n".join(lines), title="First Contact", expand=False)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code < 500
    except requests.RequestException:
        return False


def announce(settings: Settings, sign_in: str) -> None:
    """Print the doors when the front desk answers, and a line when the assistant does."""
    while not _answers(f"{settings.public_url}/health"):
        time.sleep(0.3)
    console.print(doors(settings, sign_in))
    while not _answers(f"{settings.rasa_url}/webhooks/frontdesk/"):
        time.sleep(0.5)
    console.print("[bold]Ready.[/bold] The assistant answers. Ctrl-C stops everything.")


def supervise(settings: Settings) -> int:
    """Run the Procfile until Ctrl-C; give honcho's exit code."""
    manager = Manager()
    procfile = parse_procfile((ROOT / "Procfile").read_text())
    for name, command in procfile.processes.items():
        manager.add_process(name, command, env=environment(settings), cwd=str(ROOT))
    manager.loop()
    return int(manager.returncode or 0)


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
