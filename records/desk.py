"""The front desk's book: every transaction that the web part, the actions and the command line use.

One import for callers: `from records import desk`. Every function takes a `Store` first
(`records.database.store()`), opens one transaction, and hands out frozen values of `records.views`.
"""

from __future__ import annotations

from records.audit import history
from records.bookings import book, booked_slots, bookings_for, cancel_booking, move_booking
from records.enquiries import (
    add_advice,
    announce,
    enquiry_by_id,
    load_enquiry,
    save_facts,
    set_asked,
    update_facts,
)
from records.holding import add_reply, close, finish, give_back, inbox, request_human, set_due, take_over
from records.intake import receive
from records.messages import (
    conversation_exists,
    conversation_for_token,
    conversations_pending,
    last_written,
    mark_handled,
    messages_after,
    offered_payload,
    open_conversation,
    pending_messages,
)
from records.views import (
    AdviceGiven,
    AuditLine,
    Enquiry,
    Incoming,
    Intake,
    IntakeResult,
    Message,
    Received,
    Reply,
    StoredFlag,
)

__all__ = [
    "AdviceGiven",
    "AuditLine",
    "Enquiry",
    "Incoming",
    "Intake",
    "IntakeResult",
    "Message",
    "Received",
    "Reply",
    "StoredFlag",
    "add_advice",
    "add_reply",
    "announce",
    "book",
    "booked_slots",
    "bookings_for",
    "cancel_booking",
    "close",
    "conversation_exists",
    "conversation_for_token",
    "conversations_pending",
    "enquiry_by_id",
    "finish",
    "give_back",
    "history",
    "inbox",
    "last_written",
    "load_enquiry",
    "mark_handled",
    "messages_after",
    "move_booking",
    "offered_payload",
    "open_conversation",
    "pending_messages",
    "receive",
    "request_human",
    "save_facts",
    "set_asked",
    "set_due",
    "take_over",
    "update_facts",
]
