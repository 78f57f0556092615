"""Duckling behind a small interface: in this process, or as a server over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import TZPATH, ZoneInfo

LONDON = ZoneInfo("Europe/London")
_ZONE = "Europe/London"


@dataclass(frozen=True)
class Parsed:
    """One time expression that Duckling found. `last` is None when it is open-ended or a single value."""

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str


class DateParser(Protocol):
    """Anything that finds the times in a text, relative to a moment."""

    def parse(self, text: str, sent_at: datetime) -> list[Parsed]:
        """The times in a text, in the order of the text."""


class InProcess:
    """Duckling as a library."""

    def __init__(self) -> None:
        import duckling

        self._duckling = duckling
        self._zones = duckling.load_time_zones(_zone_folder())
        self._locale = duckling.parse_locale("EN_GB", duckling.default_locale_lang(duckling.parse_lang("EN")))
        self._dimensions = duckling.parse_dimensions(["time"])

    def parse(self, text: str, sent_at: datetime) -> list[Parsed]:
        """The times in a text, in the order of the text."""
        reference = self._duckling.parse_ref_time(self._zones, _ZONE, int(sent_at.timestamp()))
        context = self._duckling.Context(reference, self._locale)
        return _read(self._duckling.parse(text, context, self._dimensions, False), text)


class Server:
    """A Duckling server, asked over HTTP. `timeout` is in seconds; a failure raises requests' own errors."""

    def __init__(self, url: str, timeout: float = 2.0) -> None:
        self._url = url.rstrip("/") + "/parse"
        self._timeout = timeout

    def parse(self, text: str, sent_at: datetime) -> list[Parsed]:
        """The times in a text, in the order of the text."""
        import requests

        form = {
            "text": text,
            "locale": "en_GB",
            "tz": _ZONE,
            "dims": '["time"]',
            "reftime": str(int(sent_at.astimezone(timezone.utc).timestamp() * 1000)),
        }
        answer = requests.post(self._url, data=form, timeout=self._timeout)
        answer.raise_for_status()
        return _read(answer.json(), text)


@lru_cache(maxsize=1)
def default_parser() -> DateParser:
    """The one Duckling of this process (86 MB, loaded when first needed)."""
    return InProcess()


def _zone_folder() -> str:
    for folder in TZPATH:
        if Path(folder, *_ZONE.split("/")).exists():
            return folder
    raise RuntimeError("No time zone data on this machine. Install the system's tzdata package.")


def _read(answer: list[dict[str, Any]], text: str) -> list[Parsed]:
    found = [_parsed(item) for item in answer if item["dim"] == "time"]
    return sorted(found, key=lambda p: p.start)


def _parsed(item: Mapping[str, Any]) -> Parsed:
    value = item["value"]
    begin, end = value.get("from"), value.get("to")
    grain = value.get("grain") or (begin or end or {}).get("grain", "day")
    first = value.get("value") or (begin or {}).get("value")
    last = (end or {}).get("value")
    return Parsed(int(item["start"]), int(item["end"]), _day(first), _day(last), grain)


def _day(value: str | None) -> date | None:
    return datetime.fromisoformat(value).astimezone(LONDON).date() if value else None
