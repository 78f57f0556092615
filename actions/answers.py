"""Answers to what was asked: from the clinic's content, by operation and phase, or put to the physio."""

from __future__ import annotations

from actions.activities import answer_in_time
from actions.booked import describe
from actions.choosing import wants_others
from actions.clinic_words import clinic_words
from actions.human import call_human, queue
from actions.questions import (
    ACTIVITY,
    ADVICE,
    GENERAL,
    PREFIX,
    REPEAT,
    REPEATED,
    TO_PHYSIO,
    Question,
    keep,
    mark_answered,
    open_questions,
)
from actions.topics import topics
from actions.turn import Turn
from physio.facts import Ask
from physio.facts.turn import asks_for_another, speaks_of_two
from physio.facts.wishing import WISH_OF_ASK
from physio.plan import wants_booking
from physio.reading.sentences import split_sentences
from physio.summary import understood

WISHES = ("booking", "callback", "dropin")
SURE = 0.7
MY_BOOKING = "my_booking"
SECOND = "second_booking"
TALKED_OVER = ("cancel", "opening_hours")
LATER = {"callback": "ask_callback", "dropin": "ask_dropin"}
TOLD_PHYSIO = "utter_answer_to_physio"
TOLD_PHYSIO_TOO = "utter_answer_to_physio_too"
LONGEST = 300


def answer_all(turn: Turn, sure: float = SURE) -> bool:
    """Answer every open question of this enquiry once; true if something was said.

    `sure` is how sure an intent must be to count as a question that the reader didn't find.
    """
    before = len(turn.said())
    for question in dict.fromkeys(open_questions(turn, sure)):
        _answer(turn, question)
    mark_answered(turn)
    return len(turn.said()) > before


def answer_from_words(turn: Turn) -> None:
    """A question that fits no topic: its words may name a closer answer; if none, a physio answers it."""
    if not turn.text.rstrip().endswith("?"):
        return
    for name in topics().named(turn.text)[:1] or (TO_PHYSIO,):
        _answer(turn, Question(name, turn.text))


def answer_told(turn: Turn) -> None:
    """What a message calls for without asking: a photo that we can't look at. Said once."""
    for name in topics().told(turn.text):
        turn.tell(f"told:{name}", PREFIX + name)


def settle(turn: Turn, ask: str) -> None:
    """Mark what was asked as answered: an action of its own does it. Then answer the rest of the message."""
    mark_answered(turn, ask)
    answer_all(turn)


def _answer(turn: Turn, question: Question) -> None:
    if question.topic == ACTIVITY and question.activity is not None:
        answer_in_time(turn, question.activity)
    elif question.topic in (ADVICE, TO_PHYSIO):
        put_to_physio(turn, question)
    elif question.topic == "human":
        call_human(turn)
    elif question.topic == REPEAT:
        _repeat(turn)
    elif question.topic == MY_BOOKING:
        _answer_my_booking(turn)
    elif question.topic in (*WISHES, "how_soon", turn.facts.kind) and _times_come_next(turn):
        return  # the times on offer are the answer
    elif question.topic in TALKED_OVER and _names_a_time(turn):
        return  # "do you have Thursday", "later than that": so are they to these
    elif question.topic == "callback" and turn.bookings and not _calls_booked(turn):
        put_to_physio(turn, question)
    elif question.topic in WISHES and turn.bookings:
        answer_booked(turn, question.sentence)
    elif question.topic in WISHES and turn.facts.wish not in (None, WISH_OF_ASK[question.topic]):
        return  # another wish of the same message goes before it
    elif question.topic in WISHES and turn.intent != LATER.get(question.topic):
        turn.tell(f"wish:{question.topic}", f"utter_noted_wish_{question.topic}")
    elif question.topic == turn.facts.kind and turn.facts.wish == "visit":
        turn.tell("wish:booking", "utter_noted_wish_booking")
    elif question.topic == GENERAL:
        _answer_general(turn, question)
    else:
        _answer_from_content(turn, question)


def _times_come_next(turn: Turn) -> bool:
    """Whether this turn ends with times on offer, at once or after the advice."""
    return turn.step() in ("advise", "booking") and wants_booking(turn.facts, turn.progress)


def _names_a_time(turn: Turn) -> bool:
    """Whether the message speaks of a time while times are on offer, and nothing is booked yet."""
    on_offer = turn.open_form == "booking_form" and not turn.bookings
    timed = turn.value("when") or turn.value("time_wish") or wants_others(turn.text)
    return on_offer and bool(timed)


def _calls_booked(turn: Turn) -> bool:
    return any(booking.kind == "callback" for booking in turn.bookings)


def _repeat(turn: Turn) -> None:
    """ "Say that again?": the open question comes again by itself; without one, all that we have."""
    turn.say(REPEATED)
    if turn.step() != "done":
        return
    lines = [*understood(turn.facts, turn.knowledge, turn.today)]
    lines += [describe(booking, turn.clinic, turn.now) for booking in turn.bookings]
    turn.say("utter_summary", summary="\n".join(f"- {line}" for line in lines), **turn.promise)


def _answer_my_booking(turn: Turn) -> None:
    """ "When was it again?": every live booking in full."""
    if {"utter_answer_my_booking", "utter_answer_no_booking"} & turn.said():
        return
    for booking in turn.bookings:
        turn.say("utter_answer_my_booking", words=describe(booking, turn.clinic, turn.now))
    if not turn.bookings:
        turn.say("utter_answer_no_booking", phone=turn.clinic.contact.phone)


def answer_booked(turn: Turn, sentence: str) -> None:
    """Somebody with a booking asks for one: say what is booked; a second one is arranged by a human."""
    if {"utter_already_booked", "utter_noted_second_booking"} & turn.said():
        return
    if asks_for_another(sentence):
        _arrange_second(turn, sentence)
    elif TOLD_PHYSIO not in turn.said():
        turn.say("utter_already_booked", booking=describe(turn.bookings[0], turn.clinic, turn.now))


def note_second(turn: Turn) -> None:
    """After the first booking: what was said of a second person is arranged by a human, and we say so."""
    asked = [ask.words for ask in turn.facts.asks if ask.ask in WISHES and speaks_of_two(ask.words)]
    if asked and not turn.told(SECOND):
        turn.note_told(SECOND)
        _arrange_second(turn, asked[0])


def _arrange_second(turn: Turn, sentence: str) -> None:
    queue(turn)
    turn.say("utter_noted_second_booking", question=_short(sentence), **turn.promise)


def _answer_general(turn: Turn, question: Question) -> None:
    """General advice has its own place, once we know enough; later questions go to the physio."""
    if turn.told("advised"):
        put_to_physio(turn, question)
    elif turn.step() != "advise":
        turn.tell("advice_later", "utter_answer_general")


def _answer_from_content(turn: Turn, question: Question) -> None:
    response = PREFIX + question.topic
    if not turn.has(response):
        put_to_physio(turn, question)
    elif not {response, f"{response}_again"} & turn.said():
        again = "_again" if turn.told(response) and turn.has(f"{response}_again") else ""
        turn.say(response + again, **clinic_words(turn.clinic, turn.site), **turn.promise)
        turn.note_told(response)


def put_to_physio(turn: Turn, question: Question) -> None:
    """Keep a question open for the physio, and say so with the time; a second one in a turn in short."""
    said = TOLD_PHYSIO_TOO if TOLD_PHYSIO in turn.said() else TOLD_PHYSIO
    keep(turn, Ask(ask=question.ask, activity=question.activity, words=question.sentence.strip()[:LONGEST]))
    turn.say(said, question=_short(question.sentence), **turn.promise)


def _short(sentence: str) -> str:
    """The person's own question, at most a line of it: of a longer text, the sentences that ask."""
    asking = [s.text.strip() for s in split_sentences(sentence) if s.text.rstrip().endswith("?")]
    words = " ".join(" ".join(asking or [sentence]).split())
    return words if len(words) <= 140 else words[:137].rsplit(" ", 1)[0] + " ..."
