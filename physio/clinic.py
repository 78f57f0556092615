"""The clinic group, strictly loaded from `data/clinic.yml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from physio.clinic_file import (
    check_shifts,
    listed,
    read_insurance,
    read_kinds,
    read_opening,
    read_person,
    read_price,
    read_promises,
    read_route,
    read_service,
    read_site,
)
from physio.clinic_types import (
    KINDS,
    Clinic,
    Insurance,
    Kind,
    Person,
    Price,
    Promises,
    Route,
    Service,
    Shift,
    Site,
)
from physio.opening import LONDON, Due, Opening, say_day, say_when
from physio.strict_yaml import Node, Problems, read_yaml

__all__ = [
    "DEFAULT_FILE", "KINDS", "LONDON", "Clinic", "ClinicError", "Due", "Insurance", "Kind", "Opening",
    "Person", "Price", "Promises", "Route", "Service", "Shift", "Site", "load_clinic", "say_day", "say_when",
]  # fmt: skip

_ROOT = Path(os.environ.get("FIRSTCONTACT_ROOT") or Path(__file__).resolve().parent.parent)
DEFAULT_FILE = _ROOT / "data" / "clinic.yml"
_KEYS = (
    "name", "about", "contact", "bank_holidays", "closed_days", "phone_hours", "sites", "team", "bookings",
    "home_visit_areas", "services", "prices", "insurance", "promises", "due", "leads",
)  # fmt: skip


class ClinicError(ValueError):
    """`data/clinic.yml` has mistakes; the text lists each as `file:line: what is wrong. what to do.`"""


def load_clinic(path: Path = DEFAULT_FILE) -> Clinic:
    """Read the clinic's file. ClinicError lists every mistake in it with its line and what to do."""
    problems = Problems()
    root = read_yaml(path, problems, f"data/{path.name}")
    problems.raise_if_any(ClinicError)
    top = root.fields(_KEYS)
    _check_names(top)
    clinic = _clinic(top)
    problems.raise_if_any(ClinicError)
    return clinic


def _clinic(top: Mapping[str, Node]) -> Clinic:
    leads = top["leads"].fields(("complaints", "safeguarding"))
    return Clinic(
        name=top["name"].text(),
        about=top["about"].text(),
        contact=read_route(top["contact"]),
        opening=read_opening(top),
        sites=listed(top["sites"], read_site),
        team=listed(top["team"], read_person),
        kinds=read_kinds(top["bookings"]),
        home_visit_areas=top["home_visit_areas"].texts(),
        services=listed(top["services"], read_service),
        prices=listed(top["prices"], read_price),
        insurance=read_insurance(top["insurance"]),
        promises=read_promises(top["promises"]),
        complaints=leads["complaints"].text(),
        safeguarding=leads["safeguarding"].text(),
    )


def _check_names(top: Mapping[str, Node]) -> None:
    """Leads are people of the team, and shifts happen at known sites."""
    team = _ids(top["team"])
    check_shifts(top["team"], _ids(top["sites"]))
    for site in top["sites"].items():
        if "lead" in site.pairs():
            site.pairs()["lead"].one_of(team)
    for lead in top["leads"].pairs().values():
        lead.one_of(team)


def _ids(node: Node) -> list[str]:
    return [item.pairs()["id"].text() for item in node.items() if "id" in item.pairs()]
