"""Shared by all tests: one running stack for the whole session, started when the first test asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack import Patient, Stack, running


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Front desk, Rasa with the trained model, actions and outbox, on a Tuesday at 10:00 in November."""
    var = tmp_path_factory.mktemp("stack")
    with running(var, "frontdesk", "actions", "rasa", "outbox") as house:
        yield house


@pytest.fixture
def patient(stack: Stack) -> Patient:
    """A new patient of the shared stack."""
    return Patient(stack)
