"""Ids that people read out over the telephone: no letter or digit that looks or sounds like another."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def unused(session: Session, column: Any, prefix: str, length: int) -> str:
    """An id such as `E-7K2M9` that this column doesn't hold yet."""
    while True:
        name = prefix + "".join(secrets.choice(LETTERS) for _ in range(length))
        if session.execute(select(column).where(column == name)).first() is None:
            return name
