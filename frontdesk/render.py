"""Templates: everything escaped, nothing undefined, and times as people say them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import phonenumbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.templating import Jinja2Templates

from physio.opening import LONDON, say_when

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@lru_cache(maxsize=1)
def templates() -> Jinja2Templates:
    """The templates of `frontdesk/templates`, read once."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["static"] = static_address
    env.filters["due"] = say_due
    env.filters["moment"] = say_moment
    env.filters["appointment"] = say_appointment
    env.filters["phone"] = say_phone
    env.filters["ago"] = say_ago
    return Jinja2Templates(env=env)


def fingerprint(name: str, context: Mapping[str, Any]) -> str:
    """A short mark of what a template would show: equal marks, equal page."""
    shown = templates().get_template(name).render(context)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def static_address(name: str) -> str:
    """The address of a file of `frontdesk/static`, which changes when the file does."""
    return f"/static/{name}?v={int((STATIC / name).stat().st_mtime)}"


def say_due(at: datetime | None, now: datetime) -> str:
    """When it is owed: "due in 12 minutes", "due tomorrow, Tuesday, by 09:30", "overdue by 3 hours"."""
    if at is None:
        return "no time set"
    left = at - now
    if left < timedelta(0):
        return f"overdue by {say_length(-left)}"
    if left < timedelta(hours=2):
        return f"due in {say_length(left)}"
    return f"due {say_when(at, now)}"


def say_appointment(at: datetime, now: datetime) -> str:
    """When something will be: "today at 15:40"."""
    return say_when(at, now, by=False)


def say_phone(number: str) -> str:
    """A stored number (E.164) as people read it: "07700 900491"; a foreign one keeps its country code."""
    parsed = phonenumbers.parse(number, "GB")
    british = parsed.country_code == 44
    form = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, form.NATIONAL if british else form.INTERNATIONAL))


def say_ago(at: datetime, now: datetime) -> str:
    """How long ago something was: "3 minutes ago"."""
    return f"{say_length(now - at)} ago"


def say_length(length: timedelta) -> str:
    """A length of time in its largest useful unit: "1 minute", "3 hours", "2 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size * 2 or size == 1:
            number = minutes // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    raise AssertionError("the smallest unit always fits")


def say_moment(at: datetime, now: datetime) -> str:
    """When something happened, in London: "14:05" today, "Mon 23 Nov, 14:05" before."""
    local = at.astimezone(LONDON)
    if local.date() == now.astimezone(LONDON).date():
        return f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
