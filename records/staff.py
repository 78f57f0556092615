"""The team's sign-in: argon2 passwords, one-time links to set them, and a rest after five wrong ones."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database import Store, open_store
from records.errors import SignInLocked, SignInRefused, TokenRefused, WeakPassword
from records.keys import new_token, token_hash
from records.models import StaffRow
from records.names import unused
from records.settings import Settings
from records.views_desk import StaffMember

FAILURES_BEFORE_REST = 5
REST = timedelta(minutes=15)
LINK_LIFE = timedelta(hours=24)
SHORTEST_PASSWORD = 10
FIRST_LOGIN, FIRST_NAME = "desk", "Front desk"
REFUSED = "The login or the password is wrong."

_staff: Any = StaffRow.__table__.c
_hasher = PasswordHasher()


def create_staff(store: Store, name: str, login: str | None = None) -> tuple[StaffMember, str]:
    """Add a member of the team; returns the member and the one-time token that sets the password.

    Without a login one is made from the name. Raises ValueError when the login is taken.
    """
    with store.write() as session:
        chosen = login or _free_login(session, name)
        if _by_login(session, chosen) is not None:
            raise ValueError(f"The login {chosen} is taken. Choose another.")
        row = StaffRow(name=name, login=chosen, failed_count=0, created_at=store.now())
        session.add(row)
        token = _new_link(row, store.now())
        session.flush()
        return _member(row), token


def new_link(store: Store, login: str) -> str:
    """A new one-time token for a member who lost the password or the first link. Raises ValueError."""
    with store.write() as session:
        row = _by_login(session, login)
        if row is None:
            raise ValueError(f"There is nobody with the login {login}.")
        return _new_link(row, store.now())


def first_link(store: Store) -> str | None:
    """A one-time token for the very first sign-in; None once anybody has set a password."""
    with store.write() as session:
        rows = list(session.scalars(select(StaffRow)))
        if any(row.password_hash for row in rows):
            return None
        row = next((row for row in rows if row.login == FIRST_LOGIN), None)
        if row is None:
            row = StaffRow(name=FIRST_NAME, login=FIRST_LOGIN, failed_count=0, created_at=store.now())
            session.add(row)
        return _new_link(row, store.now())


def one_time_sign_in(settings: Settings) -> str:
    """What to show as the way into the inbox: a one-time address at first, the plain sign-in afterwards."""
    store = open_store(settings)
    token = first_link(store)
    store.dispose()
    return settings.link_to_welcome(token) if token else f"{settings.public_url}/desk (with your own login)"


def member_for_link(store: Store, token: str) -> StaffMember:
    """Whose one-time link this is, without using it up. Raises TokenRefused."""
    with store.read() as session:
        return _member(_row_for_link(session, token, store.now()))


def set_password(store: Store, token: str, password: str) -> StaffMember:
    """Set a password by a one-time token, which is used up. Raises TokenRefused, WeakPassword."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword(f"Use at least {SHORTEST_PASSWORD} characters; a short sentence is good.")
    hashed = _hasher.hash(password)  # slow on purpose: not while the database is held
    with store.write() as session:
        row = _row_for_link(session, token, store.now())
        row.password_hash, row.one_time_hash, row.one_time_until = hashed, None, None
        row.failed_count, row.locked_until = 0, None
        return _member(row)


def sign_in(store: Store, login: str, password: str) -> StaffMember:
    """The member whose login and password these are. Raises SignInRefused, SignInLocked.

    The password is checked even for an unknown or resting login, so that the time taken tells nothing.
    """
    with store.read() as session:
        row = _by_login(session, login)
        hashed = row.password_hash if row else None
    right = _matches(hashed or _decoy(), password) and hashed is not None
    with store.write() as session:
        refusal, member = _judge(_by_login(session, login), right, store.now())
    if member is None:
        raise refusal
    return member


def staff_member(store: Store, staff_id: int) -> StaffMember | None:
    """The member with this id, or None."""
    with store.read() as session:
        row = session.get(StaffRow, staff_id)
        return _member(row) if row else None


def all_staff(store: Store) -> list[StaffMember]:
    """The whole team, by name."""
    with store.read() as session:
        return [_member(row) for row in session.scalars(select(StaffRow).order_by(_staff.name))]


def _judge(row: StaffRow | None, right: bool, now: datetime) -> tuple[SignInRefused, StaffMember | None]:
    if row is not None and row.locked_until is not None and row.locked_until > now:
        return SignInLocked("Too many wrong passwords. Try again in 15 minutes."), None
    if row is None or not right:
        _count_failure(row, now)
        return SignInRefused(REFUSED), None
    row.failed_count, row.locked_until = 0, None
    return SignInRefused(REFUSED), _member(row)


def _count_failure(row: StaffRow | None, now: datetime) -> None:
    if row is None:
        return
    row.failed_count += 1
    if row.failed_count >= FAILURES_BEFORE_REST:
        row.failed_count, row.locked_until = 0, now + REST


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _decoy() -> str:
    return _hasher.hash(new_token())


def _row_for_link(session: Session, token: str, now: datetime) -> StaffRow:
    row = session.scalars(select(StaffRow).where(_staff.one_time_hash == token_hash(token))).first()
    if row is None or row.one_time_until is None or row.one_time_until < now:
        raise TokenRefused("This link was used already or is too old. Ask for a new one.")
    return row  # type: ignore[no-any-return]


def _new_link(row: StaffRow, now: datetime) -> str:
    token = new_token()
    row.one_time_hash, row.one_time_until = token_hash(token), now + LINK_LIFE
    return token


def _free_login(session: Session, name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", ".", name.lower()).strip(".") or "staff"
    return (
        plain if _by_login(session, plain) is None else unused(session, _staff.login, f"{plain}.", 2).lower()
    )


def _by_login(session: Session, login: str) -> StaffRow | None:
    return session.scalars(select(StaffRow).where(_staff.login == login.strip().lower())).first()  # type: ignore[no-any-return]


def _member(row: StaffRow) -> StaffMember:
    return StaffMember(row.id, row.login, row.name)
