"""The ways out to humans: Apprise addresses for people, a signed JSON webhook for the clinic's own system.

People's messages carry the enquiry's id, tier, due time and link only: mail and chat tools are no place
for symptoms. The webhook carries the whole enquiry.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from records.clock import LONDON
from records.settings import Settings

WEBHOOK = "webhook"
CONNECT_SECONDS, READ_SECONDS = 3.05, 10.0
TIER_WORDS = {
    "999": "999 emergency",
    "ae": "A&E now",
    "same_day": "same day",
    "urgent": "urgent",
    "routine": "routine",
}
EVENT_WORDS = {
    "flag": "Words that can't wait were found.",
    "enquiry": "An enquiry is waiting.",
    "message": "There is a new message in a conversation that you hold.",
    "booking": "A booking was made.",
    "cancelled": "A booking was cancelled.",
    "human": "The patient asks for a person.",
}


class RouteFailed(Exception):
    """A route did not take the announcement; the words hold no address and no patient's text."""


@dataclass(frozen=True)
class Announcement:
    """One event, ready to be told. `key` is the same on every attempt; `enquiry` is the JSON of `show`."""

    key: str
    event: str
    at: datetime
    link: str
    enquiry: Mapping[str, Any]

    @property
    def title(self) -> str:
        """Enquiry id, tier and due time: nothing else may stand in a subject line."""
        parts = [self.enquiry["id"], TIER_WORDS[self.enquiry["tier"]]]
        due = self.enquiry["due_at"]
        if due:
            parts.append(f"due {datetime.fromisoformat(due).astimezone(LONDON):%A %-d %B, %H:%M}")
        return " - ".join(parts)

    @property
    def body(self) -> str:
        """What kind of event it is, and where to read it."""
        return f"{EVENT_WORDS.get(self.event, 'There is news.')}\n{self.link}"


class Route(Protocol):
    """One way out. `name` is stable, unique and holds no secret."""

    @property
    def name(self) -> str:
        """What the records call this route."""

    def send(self, announcement: Announcement) -> None:
        """Tell it. Raises RouteFailed."""


@dataclass(frozen=True)
class AppriseRoute:
    """E-mail, SMS or a chat tool, by its Apprise address."""

    url: str

    @property
    def name(self) -> str:
        """The address's kind and a digest of it: the address itself holds passwords."""
        return f"{urlsplit(self.url).scheme}:{hashlib.sha256(self.url.encode()).hexdigest()[:10]}"

    def send(self, announcement: Announcement) -> None:
        """Tell the people behind this address. Raises RouteFailed."""
        import apprise

        people = apprise.Apprise(asset=apprise.AppriseAsset(app_id="First Contact"))
        if not people.add(self.url):
            raise RouteFailed("Apprise does not understand this address; correct it in APPRISE_URLS")
        if not people.notify(title=announcement.title, body=announcement.body):
            raise RouteFailed("Apprise could not deliver it")


@dataclass(frozen=True)
class WebhookRoute:
    """The clinic's own system: signed JSON over HTTP, with an idempotency key."""

    url: str
    secret: str
    name: str = WEBHOOK

    def send(self, announcement: Announcement) -> None:
        """POST the event; any 2xx answer means that it has arrived. Raises RouteFailed."""
        body = payload(announcement)
        timestamp = str(int(announcement.at.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": announcement.key,
            "X-FirstContact-Event": announcement.event,
            "X-FirstContact-Timestamp": timestamp,
            "X-FirstContact-Signature": f"sha256={signature(self.secret, timestamp, body)}",
        }
        self._post(body, headers)

    def _post(self, body: bytes, headers: Mapping[str, str]) -> None:
        limits = (CONNECT_SECONDS, READ_SECONDS)
        try:
            answer = requests.post(
                self.url, data=body, headers=headers, timeout=limits, allow_redirects=False
            )
        except requests.RequestException as error:
            raise RouteFailed(f"no answer ({type(error).__name__})") from None
        if not 200 <= answer.status_code < 300:
            raise RouteFailed(f"it answered {answer.status_code}")


def payload(announcement: Announcement) -> bytes:
    """The webhook's body: UTF-8 JSON."""
    content = {
        "event": announcement.event,
        "key": announcement.key,
        "at": announcement.at.isoformat(),
        "link": announcement.link,
        "enquiry": announcement.enquiry,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `timestamp.body`, in hex: the receiver computes the same and compares."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def routes(settings: Settings) -> list[Route]:
    """The routes that the settings name, the webhook first: a machine takes it soonest."""
    found: list[Route] = []
    if settings.webhook_url:
        found.append(WebhookRoute(settings.webhook_url, settings.webhook_secret))
    return found + [AppriseRoute(url) for url in dict.fromkeys(settings.apprise_urls)]
