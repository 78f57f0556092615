"""Every scenario of this folder, played through the patient API with the real model, actions and database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.scenario import Run, load
from tests.stack import Stack

HERE = Path(__file__).parent
PATHS = sorted(HERE.rglob("*.yml"))


@pytest.mark.parametrize("path", PATHS, ids=[str(p.relative_to(HERE).with_suffix("")) for p in PATHS])
def test_scenario(stack: Stack, path: Path) -> None:
    Run(stack, load(path)).play()
