"""What the clinic's file says, as the {names} that `utter_answer_...` responses may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from physio.clinic import Clinic, Site
from physio.opening import PHONE, Hours

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clinic_words(clinic: Clinic, site: str | None) -> Mapping[str, str]:
    """Every {name} that an answer may use; about one site where the person's site is known."""
    places = tuple(clinic.sites.values()) if site is None else (clinic.sites[site],)
    where = {**_places(clinic, places), **_people(clinic, places)}
    return {**_reach(clinic), **where, **_money(clinic), **_times(clinic)}


def _reach(clinic: Clinic) -> dict[str, str]:
    contact = clinic.contact
    return {"phone": contact.phone, "email": contact.email, "website": contact.website, "clinic": clinic.name}


def _places(clinic: Clinic, places: Sequence[Site]) -> dict[str, str]:
    return {
        "sites": all_of(s.name for s in clinic.sites.values()),
        "places": "\n".join(f"{s.name}: {s.address}, {s.postcode}. {s.station}." for s in places),
        "parking": "\n".join(f"{s.name}: {s.parking}" for s in places),
        "access": "\n".join(f"{s.name}: {s.getting_in}" for s in places),
        "areas": ", ".join(clinic.home_visit_areas),
        "site_hours": "\n".join(f"{s.name} is open {say_week(clinic, s.id)}." for s in places),
    }


def _money(clinic: Clinic) -> dict[str, str]:
    return {
        "prices": "\n".join(str(price) for price in clinic.prices.values()),
        "insurance": clinic.insurance.text,
        "insurers": all_of(clinic.insurance.insurers),
    }


def _times(clinic: Clinic) -> dict[str, str]:
    lengths = {f"{kind.id}_minutes": str(kind.minutes) for kind in clinic.kinds.values()}
    return {
        **lengths,
        "visit_hours": str(clinic.promises.visit_hours),
        "within_minutes": str(clinic.promises.callback_minutes),
        "phone_hours": say_week(clinic, PHONE),
    }


def _people(clinic: Clinic, places: Sequence[Site]) -> dict[str, str]:
    leads = ((clinic.lead_of(s.id).name, s.name) for s in places)
    return {
        "team": all_of(p.name for p in clinic.team.values()),
        "leads": all_of(f"{lead} at {site}" for lead, site in leads),
    }


def all_of(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def say_week(clinic: Clinic, place: str) -> str:
    """Opening hours in a line: "Monday to Thursday 08:30 to 19:00, Friday 08:30 to 18:00"."""
    week = clinic.opening.weeks[place]
    runs: list[tuple[int, int, tuple[Hours, ...]]] = []
    for day in sorted(week):
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == week[day]:
            runs[-1] = (runs[-1][0], day, week[day])
        else:
            runs.append((day, day, week[day]))
    return ", ".join(f"{_days(first, last)} {_spans(hours)}" for first, last, hours in runs if hours)


def _days(first: int, last: int) -> str:
    return DAY_NAMES[first] if first == last else f"{DAY_NAMES[first]} to {DAY_NAMES[last]}"


def _spans(hours: Iterable[Hours]) -> str:
    return " and ".join(f"{opens:%H:%M} to {closes:%H:%M}" for opens, closes in hours)
