"""Secrets made at set-up, each in a file of its own that only this user can read; and the hash for tokens."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from records.settings import Settings


def kept_secret(var_dir: Path, name: str) -> str:
    """The secret of this name in `var_dir`/secrets; made, readable by this user only, when it is missing."""
    folder = var_dir / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / name).exists():
        _write_once(folder / name, new_token())
    return (folder / name).read_text().strip()


def service_token(settings: Settings) -> str:
    """The token between front desk, Rasa and action server."""
    return settings.service_token


def token_hash(token: str) -> str:
    """What is stored of a random 256-bit token: enough to know it again, useless to a thief."""
    return sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A random 256-bit token, safe in addresses."""
    return secrets.token_urlsafe(32)


def _write_once(path: Path, value: str) -> None:
    # Written beside and linked into place: two processes starting together agree on one value.
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
