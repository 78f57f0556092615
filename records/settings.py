"""Every setting, from the environment (or a `.env` file beside the Makefile), read once at the start.

`python -m records.settings` prints the table that the README shows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseSettings, Field, ValidationError, validator

from records.keys import kept_secret

SECRETS = ("service_token", "cookie_key", "webhook_secret")


class SettingsError(Exception):
    """One plain sentence per bad setting, saying what to do."""


def root() -> Path:
    """The folder that holds `data/` and `var/`: FIRSTCONTACT_ROOT, or where this checkout lies."""
    return Path(os.environ.get("FIRSTCONTACT_ROOT") or Path(__file__).resolve().parents[1])


class Settings(BaseSettings):
    """The settings. Names in the environment are the fields' names in capitals."""

    port: int = Field(
        8080, ge=1, le=65535, description="Port of the front desk: chat page, inbox and patient API."
    )
    host: str = Field("127.0.0.1", min_length=1, description="Address that the front desk listens on.")
    public_url: str = Field("", description="Address that people use, for links. Empty: http://HOST:PORT.")
    allowed_origins: tuple[str, ...] = Field(
        (), description="Web sites that may use the patient API from a browser, separated by commas."
    )
    rasa_url: str = Field("http://127.0.0.1:5005", description="Where Rasa answers.")
    actions_url: str = Field("http://127.0.0.1:5055/webhook", description="Where the action server answers.")
    var_dir: Path = Field(
        Path("var"), description="Folder of everything that is kept: database, secrets, logs."
    )
    database_url: str = Field(
        "", description="sqlite:/// or postgresql:// address. Empty: SQLite in VAR_DIR."
    )
    service_token: str = Field(
        "", description="Token between the parts. Empty: made at set-up and kept in VAR_DIR/secrets."
    )
    cookie_key: str = Field(
        "", description="Key that signs the team's cookies. Empty: made at set-up, in VAR_DIR/secrets."
    )
    apprise_urls: tuple[str, ...] = Field(
        (), description="Apprise addresses that tell people (e-mail, SMS, chat tools), separated by commas."
    )
    webhook_url: str = Field(
        "", description="Address of the clinic's own system, told of every event as signed JSON."
    )
    webhook_secret: str = Field(
        "", description="Key that signs the webhook (HMAC-SHA256). Empty: made at set-up, in VAR_DIR/secrets."
    )
    quiet_minutes: float = Field(
        10, ge=0, le=1440, description="Silence after which the team hears of an enquiry."
    )
    burst_seconds: float = Field(
        1.0, ge=0, le=30, description="Wait that joins a burst of messages into one turn."
    )
    rasa_timeout: float = Field(
        15, gt=0, le=120, description="Seconds that the front desk waits for Rasa's answer."
    )
    rasa_grace_seconds: float = Field(
        60, ge=0, le=600, description="After a start, how long a message waits in silence for Rasa to load."
    )
    clock_offset: float = Field(0, description="Seconds added to the clock, for rehearsals and tests.")
    reopen_days: int = Field(
        30, ge=0, description="Days after which a message to a closed enquiry opens a new one."
    )
    return_hours: float = Field(
        12, gt=0, description="Hours of silence after which somebody is welcomed back and screened again."
    )
    outbox_poll_seconds: float = Field(
        1.0, gt=0, le=60, description="Pause between two looks into the outbox."
    )
    outbox_lease_seconds: float = Field(
        30, gt=0, le=3600, description="Time after which a notification that a crash cut short is sent again."
    )
    log_level: str = Field(
        "INFO", regex="^(DEBUG|INFO|WARNING|ERROR)$", description="How much the parts log."
    )

    class Config:
        """Read once; nothing changes a setting afterwards."""

        frozen = True

        @classmethod
        def parse_env_var(cls, field_name: str, raw_val: str) -> Any:
            """Lists are written with commas, not as JSON."""
            return raw_val

    @validator("apprise_urls", pre=True)
    def _split_addresses(cls, value: Any) -> Any:
        # Apprise addresses may hold commas themselves: split only where a new address begins.
        if isinstance(value, str):
            return tuple(
                part for part in re.split(r"[,\s]+(?=[a-zA-Z][\w+.-]*://)", value.strip(" ,\n")) if part
            )
        return value

    @validator("allowed_origins", pre=True)
    def _split_origins(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.rstrip("/") for part in re.split(r"[,\s]+", value) if part)
        return value

    @validator("apprise_urls", each_item=True)
    def _is_address(cls, value: str) -> str:
        if "://" not in value:
            raise ValueError("holds something that is not an address like mailto://...")
        return value

    @validator("rasa_url", "actions_url", "webhook_url", "public_url")
    def _is_web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("is not a web address; write it in full, beginning with http:// or https://")
        return value.rstrip("/")

    @validator("database_url")
    def _is_database(cls, value: str) -> str:
        if value and not re.match(r"(sqlite|postgresql(\+psycopg2)?)://", value):
            raise ValueError(
                "is not a database address; begin it with sqlite:/// or postgresql://, or leave it empty"
            )
        return value

    @validator("var_dir", always=True)
    def _in_root(cls, value: Path) -> Path:
        return value if value.is_absolute() else root() / value

    @validator("public_url", always=True)
    def _own_address(cls, value: str, values: dict[str, Any]) -> str:
        return value or f"http://{values.get('host')}:{values.get('port')}"

    @validator("database_url", always=True)
    def _own_database(cls, value: str, values: dict[str, Any]) -> str:
        return value or f"sqlite:///{values.get('var_dir')}/firstcontact.db"

    @property
    def local_url(self) -> str:
        """Where this machine itself reaches the front desk."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{host}:{self.port}"

    def link_to_enquiry(self, enquiry_id: str) -> str:
        """Where the team reads one enquiry."""
        return f"{self.public_url}/desk/enquiries/{enquiry_id}"

    def link_to_welcome(self, token: str) -> str:
        """Where a new member of the team sets a password, once."""
        return f"{self.public_url}/desk/welcome/{token}"


def _sentence(error: Mapping[str, Any]) -> str:
    name = str(error["loc"][0]).upper()
    message = str(error["msg"])
    if error["type"] == "value_error":
        return f"{name} {message}."
    return f"{name} is wrong: {message}. Correct it, or leave it out for its default."


def load_settings(**given: Any) -> Settings:
    """Read the settings; values given here win over the environment. Raises SettingsError.

    Secrets that weren't given are made once and kept in VAR_DIR/secrets.
    """
    try:
        chosen = Settings(**{"_env_file": root() / ".env", **given})
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from None
    missing = [name for name in SECRETS if not getattr(chosen, name)]
    return chosen.copy(update={name: kept_secret(chosen.var_dir, name) for name in missing})


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return load_settings()


def as_markdown() -> str:
    """The documented table of all settings."""
    lines = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.__fields__.items():
        default = field.default if field.default not in ("", ()) else "(empty)"
        lines.append(f"| `{name.upper()}` | `{default}` | {field.field_info.description} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown())
