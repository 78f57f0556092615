"""Start Rasa on loopback with the model of the present files; telemetry and error reporting are off.

The addresses and the token come from the environment that the supervisor sets (see `frontdesk.run`).
"""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from nlu.train import ROOT, train

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


def command(model: str, url: str) -> list[str]:
    """Rasa's command line for the address that `url` names."""
    where = urlsplit(url)
    address = ["--interface", where.hostname or "127.0.0.1", "--port", str(where.port or 5005)]
    files = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return [sys.executable, "-m", "rasa", "run", "--model", model, *files, *address]


def main() -> None:
    """Train if the files have changed, then become Rasa."""
    os.chdir(ROOT)
    url = os.environ.get("RASA_URL", "http://127.0.0.1:5005")
    line = command(str(train()), url)
    os.execve(line[0], line, {**os.environ, **QUIET})


if __name__ == "__main__":
    main()
