"""The history of an enquiry: who did what, when, with the exact values. Lines are only ever added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database import Store
from records.models import AuditRow
from records.views import AuditLine
from records.views_desk import HistoryLine


def write_lines(session: Session, enquiry_id: str | None, lines: Iterable[AuditLine], now: datetime) -> None:
    """Add lines within the caller's transaction."""
    session.add_all(
        AuditRow(enquiry_id=enquiry_id, at=now, who=line.who, what=line.what, detail=dict(line.detail))
        for line in lines
    )


def history(store: Store, enquiry_id: str) -> list[HistoryLine]:
    """An enquiry's history, oldest first."""
    columns = AuditRow.__table__.c
    with store.read() as session:
        rows = session.scalars(select(AuditRow).where(columns.enquiry_id == enquiry_id).order_by(columns.id))
        return [HistoryLine(row.at, row.who, row.what, row.detail) for row in rows]
