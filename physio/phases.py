"""How far along an operation is, read strictly: a coarse date means its last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from physio.facts.dates import last_day, weeks_since
from physio.facts.model import Facts, Operation
from physio.knowledge import Knowledge

UNKNOWN = "unknown"
PRE_OP = "pre_op"
NO_SURGERY = "no_surgery"
OPERATED = ("protection", "early", "mid", "late")
_STRICTEST_FIRST = (UNKNOWN, "protection", "early", PRE_OP, "mid", "late")


def phase(operation: Operation, today: date, knowledge: Knowledge) -> str:
    """`pre_op`, `protection`, `early`, `mid`, `late`, or `unknown` without a date.

    Within a coarse date ("in March") the latest day counts. A planned operation stays `pre_op`
    until the last day that its date may mean.
    """
    if operation.status == "planned" and _still_to_come(operation, today):
        return PRE_OP
    weeks = weeks_since(operation, today)
    if weeks is None:
        return UNKNOWN
    if weeks < 0:
        return PRE_OP
    return _phase_of_week(operation, weeks, knowledge)


def _still_to_come(operation: Operation, today: date) -> bool:
    return operation.when is None or last_day(operation.when) > today


def _phase_of_week(operation: Operation, weeks: float, knowledge: Knowledge) -> str:
    item = knowledge.procedures.get(operation.procedure)
    if item is None:
        return UNKNOWN
    spans = item.phases_weeks
    return next((name for name in OPERATED if name in spans and weeks < spans[name][1]), "late")


def phases(facts: Facts, today: date, knowledge: Knowledge) -> tuple[str, ...]:
    """The phase of every operation that was not called off, in their order."""
    done = [op for op in facts.operations if op.status != "cancelled"]
    return tuple(phase(op, today, knowledge) for op in done)


def strictest_phase(facts: Facts, today: date, knowledge: Knowledge) -> str:
    """The phase that all advice must fit: the strictest of all operations, `no_surgery` without any."""
    return strictest(phases(facts, today, knowledge))


def strictest(found: Iterable[str]) -> str:
    """The strictest of several phases; an unknown date is stricter than any that is known."""
    return min(found, key=_STRICTEST_FIRST.index, default=NO_SURGERY)
