"""What happens to one patient message, in one transaction: nothing of it can be half done or lost."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from physio.facts import Facts
from physio.tiers import TIERS
from records import enquiries, messages, outbox
from records.audit import write_lines
from records.database import Store
from records.models import EnquiryRow, FlagRow, MessageRow
from records.views import (
    ASSISTANT,
    PHYSIO,
    WAITING,
    AuditLine,
    FoundFlag,
    Incoming,
    Intake,
    IntakeResult,
    Received,
    Reply,
    at_least,
    worse,
)

log = logging.getLogger(__name__)

ALARM_TIER = "urgent"
SPARE_DUE = timedelta(hours=1)
SPARE_WORDS = (
    "We have your message and it is safe with us. Our assistant could not read it, so a physio will read it "
    "as you wrote it. If you feel that it can't wait, ring 111. In an emergency, ring 999."
)


@dataclass(frozen=True)
class _Turn:
    session: Session
    enquiry: EnquiryRow
    message: MessageRow
    now: datetime


def receive(store: Store, conversation_id: str, incoming: Incoming, intake: Intake) -> Received:
    """Store a patient's message with all that follows from it; the same `client_id` is stored once.

    `intake` is pure and quick (read the text before calling: SQLite's write lock is held meanwhile).
    If it raises, the message is stored all the same, as urgent, with an honest reply: nothing is lost.
    Raises NoSuchConversation.
    """
    with store.write() as session:
        messages.lock_conversation(session, conversation_id)
        earlier = messages.message_with_client_id(session, conversation_id, incoming.client_id)
        if earlier is not None:
            return Received(earlier.id, earlier.enquiry_id, True, earlier.handled_at is None)
        turn = _store_message(store, session, conversation_id, incoming)
        result = _run(intake, turn, incoming)
        called = _apply(turn, result, timedelta(minutes=store.settings.quiet_minutes))
        return Received(turn.message.id, turn.enquiry.id, False, called)


def _store_message(store: Store, session: Session, conversation_id: str, incoming: Incoming) -> _Turn:
    now = store.now()
    enquiry = enquiries.open_or_extend(session, conversation_id, now, store.settings.reopen_days)
    message = messages.insert_message(
        session,
        conversation_id,
        enquiry.id,
        "patient",
        incoming.text,
        now,
        client_id=incoming.client_id,
        payload=incoming.payload,
    )
    return _Turn(session, enquiry, message, now)


def _run(intake: Intake, turn: _Turn, incoming: Incoming) -> IntakeResult:
    before = enquiries.as_enquiry(turn.session, turn.enquiry)
    try:
        return intake(before, incoming, turn.now)
    except Exception as error:  # whatever went wrong, the message must reach a human
        # The error's own words may hold the patient's: only where it happened is logged.
        trace = "".join(traceback.format_tb(error.__traceback__))
        log.error("The intake failed on message %s: %s\n%s", turn.message.id, type(error).__name__, trace)
        return _spare_result(turn, before.facts, error)


def _spare_result(turn: _Turn, facts: Facts, error: Exception) -> IntakeResult:
    line = AuditLine("intake", "failed", {"error": type(error).__name__, "message": turn.message.id})
    return IntakeResult(
        facts=facts,
        tier=ALARM_TIER,
        safety=turn.enquiry.safety,
        safety_turns=turn.enquiry.safety_turns,
        replies=(Reply(SPARE_WORDS),),
        asked=turn.enquiry.asked,
        audit=(line,),
        due_at=turn.now + SPARE_DUE,
        call_assistant=False,
        wants_human=True,
    )


def _apply(turn: _Turn, result: IntakeResult, quiet: timedelta) -> bool:
    _write_answer(turn, result)
    fresh = _write_flags(turn, result)
    _write_state(turn, result)
    _write_replies(turn, result)
    _queue_events(turn, result, fresh, quiet)
    called = result.call_assistant and turn.enquiry.status != PHYSIO
    if not called:
        turn.message.handled_at = turn.now
    write_lines(turn.session, turn.enquiry.id, result.audit, turn.now)
    return called


def _write_answer(turn: _Turn, result: IntakeResult) -> None:
    if turn.enquiry.asked:
        detail = {"question": turn.enquiry.asked, "message": turn.message.id}
        write_lines(turn.session, turn.enquiry.id, [AuditLine("patient", "answered", detail)], turn.now)
    enquiries.write_facts(turn.session, turn.enquiry, result.facts, "patient", turn.now)


def _write_state(turn: _Turn, result: IntakeResult) -> None:
    row = turn.enquiry
    row.tier = worse(row.tier, result.tier)
    row.safety, row.safety_turns, row.asked = result.safety, result.safety_turns, result.asked
    row.due_at = min((due for due in (row.due_at, result.due_at) if due), default=None)
    row.last_patient_at = turn.now
    row.announced = row.announced + [name for name in result.announced if name not in row.announced]
    if row.status == ASSISTANT and (result.wants_human or at_least(result.tier, ALARM_TIER)):
        row.status = WAITING


def _write_flags(turn: _Turn, result: IntakeResult) -> list[FoundFlag]:
    """Write this message's flags; returns those that a human must hear of now: new or more urgent."""
    before = enquiries.flags_of(turn.session, turn.enquiry.id)
    _close_flags(turn, result, before)
    standing = [(row.flag_id, row.tier) for row in before if not (row.withdrawn_at or row.closed_at)]
    flags = {flag.id: flag for flag in sorted(result.flags, key=_urgency, reverse=True)}
    turn.session.add_all(_flag_row(turn, flag) for flag in flags.values())
    return [
        flag for flag in flags.values() if at_least(flag.tier, ALARM_TIER) and not _stands(flag, standing)
    ]


def _urgency(flag: FoundFlag) -> int:
    return TIERS.index(flag.tier)


def _stands(flag: FoundFlag, standing: list[tuple[str, str]]) -> bool:
    return any(known == flag.id and at_least(tier, flag.tier) for known, tier in standing)


def _close_flags(turn: _Turn, result: IntakeResult, before: list[FlagRow]) -> None:
    for row in before:
        if row.flag_id in result.withdrawn and row.withdrawn_at is None:
            row.withdrawn_at = turn.now
        elif result.safety == "safe" != turn.enquiry.safety and row.closed_at is None:
            row.closed_at = turn.now


def _flag_row(turn: _Turn, flag: FoundFlag) -> FlagRow:
    return FlagRow(
        enquiry_id=turn.enquiry.id,
        message_id=turn.message.id,
        flag_id=flag.id,
        tier=flag.tier,
        words=flag.words,
        by=flag.by,
        start=flag.start,
        end=flag.end,
    )


def _write_replies(turn: _Turn, result: IntakeResult) -> None:
    for reply in result.replies:
        messages.insert_message(
            turn.session,
            turn.enquiry.conversation_id,
            turn.enquiry.id,
            "assistant",
            reply.text,
            turn.now,
            buttons=[dict(button) for button in reply.buttons] or None,
        )


def _queue_events(turn: _Turn, result: IntakeResult, fresh: list[FoundFlag], quiet: timedelta) -> None:
    session, enquiry, now = turn.session, turn.enquiry, turn.now
    if fresh:
        ids = [flag.id for flag in fresh]
        outbox.queue(session, outbox.FLAG, enquiry.id, f"flag:{turn.message.id}", now, payload={"flags": ids})
    if enquiry.status == PHYSIO:
        outbox.queue(session, outbox.MESSAGE, enquiry.id, f"message:{turn.message.id}", now)
        return
    if result.wants_human:
        outbox.queue(session, outbox.HUMAN, enquiry.id, f"human:{turn.message.id}", now)
    outbox.queue_enquiry(session, enquiry.id, turn.message.id, now, now + quiet)
