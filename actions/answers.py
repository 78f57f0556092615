"""Answers to what was asked: from the clinic's content, by operation and phase, or put to the physio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actions.booked import describe
from actions.clinic_words import clinic_words
from actions.human import call_human, queue
from actions.topics import topics
from actions.turn import Turn
from physio.answers import activity_answer
from physio.facts import Ask, Facts
from physio.facts.screening import SCREENING
from physio.facts.turn import asks_for_another, speaks_of_two
from records import desk
from records.views import AdviceGiven

WISHES = ("booking", "callback", "dropin")
PREFIX = "utter_answer_"
SURE = 0.7
BOT = "bot"
MY_BOOKING = "my_booking"
LATER_ON = "activity_later:"
SECOND = "second_booking"
LATER = {"callback": "ask_callback", "dropin": "ask_dropin"}


@dataclass(frozen=True)
class Question:
    """One thing that was asked: its topic, the sentence, and the activity that it is about."""

    topic: str
    sentence: str
    activity: str | None = None


def answer_all(turn: Turn, sure: float = SURE) -> bool:
    """Answer every open question of this enquiry once; true if something was said.

    `sure` is how sure an intent must be to count as a question that the reader didn't find.
    """
    before = len(turn.said())
    questions = list(dict.fromkeys(_questions(turn, sure)))
    for question in questions:
        _answer(turn, question)
    if any(not ask.answered for ask in turn.facts.asks):
        turn.update(_all_answered)
    return len(turn.said()) > before


def answer_from_words(turn: Turn) -> None:
    """A question that fits no topic: its words may still name one of the closer answers."""
    if not turn.text.rstrip().endswith("?"):
        return
    for name in topics().named(turn.text)[:1]:
        _answer(turn, Question(name, turn.text))


def answer_told(turn: Turn) -> None:
    """What a message calls for without asking: a photo that we can't look at. Said once."""
    for name in topics().told(turn.text):
        turn.tell(f"told:{name}", PREFIX + name)


def answered(turn: Turn) -> bool:
    """Whether a question was answered in this turn."""
    return any(response.startswith(PREFIX) for response in turn.said())


def settle(turn: Turn, ask: str) -> None:
    """Mark what was asked as answered: an action of its own does it. Then answer the rest of the message."""
    turn.update(lambda facts: _all_answered(facts, ask))
    answer_all(turn)


def _all_answered(facts: Facts, only: str | None = None) -> Facts:
    asks = [ask.copy(update={"answered": ask.answered or only in (None, ask.ask)}) for ask in facts.asks]
    return facts.copy(update={"asks": asks})


def _questions(turn: Turn, sure: float) -> Iterator[Question]:
    """What the facts hold unanswered, and the latest message's own topic when nobody noted it."""
    open_asks = [ask for ask in turn.facts.asks if not ask.answered]
    for ask in open_asks:
        yield from _of_ask(ask)
    topic = _topic_of(turn.intent) if turn.confidence >= sure else None
    if topic == BOT or (topic and not open_asks and not answered(turn)):
        yield from (Question(name, turn.text) for name in topics().of(topic, turn.text))


def _of_ask(ask: Ask) -> Iterator[Question]:
    if ask.activity is not None:
        yield Question("activity", ask.words, ask.activity)
    else:
        yield from (Question(name, ask.words) for name in topics().of(ask.ask, ask.words))


def _topic_of(intent: str) -> str | None:
    if intent == "bot_challenge":
        return BOT
    return intent.removeprefix("ask_") if intent.startswith("ask_") and intent != "ask_activity" else None


def _answer(turn: Turn, question: Question) -> None:
    if question.activity is not None:
        _answer_activity_in_time(turn, question.activity)
    elif question.topic == "human":
        call_human(turn)
    elif question.topic == MY_BOOKING:
        _answer_my_booking(turn)
    elif question.topic in (*WISHES, "how_soon") and turn.step() == "booking":
        return  # the times on offer are the answer
    elif question.topic in WISHES and turn.bookings:
        answer_booked(turn, question.sentence)
    elif question.topic in WISHES and turn.intent != LATER.get(question.topic):
        turn.tell(f"wish:{question.topic}", f"utter_noted_wish_{question.topic}")
    elif question.topic == turn.facts.kind and turn.facts.wish == "visit":
        turn.tell("wish:booking", "utter_noted_wish_booking")
    elif question.topic == "advice":
        _answer_advice(turn, question)
    else:
        _answer_from_content(turn, question)


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
    else:
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


def _answer_advice(turn: Turn, question: Question) -> None:
    """General advice has its own place, once we know enough; later questions go to the physio."""
    if turn.told("advised"):
        put_to_physio(turn, question.sentence)
    else:
        turn.tell("advice_later", "utter_answer_advice")


def _answer_from_content(turn: Turn, question: Question) -> None:
    response = PREFIX + question.topic
    if not turn.has(response):
        put_to_physio(turn, question.sentence)
    elif not {response, f"{response}_again"} & turn.said():
        again = "_again" if turn.told(response) and turn.has(f"{response}_again") else ""
        turn.say(response + again, **clinic_words(turn.clinic, turn.facts.site), **turn.promise)
        turn.note_told(response)


def _answer_activity_in_time(turn: Turn, activity: str) -> None:
    """An activity is answered once the screen is done and the date known; until then it is kept."""
    missing_first = turn.still_open(SCREENING, "when")
    if not missing_first:
        answer_activity(turn, activity)
    else:
        name = f"{LATER_ON}{activity}"
        turn.tell(name, "utter_answer_activity_later", activity=activity_name(turn, activity))


def activity_name(turn: Turn, activity: str) -> str:
    """An activity in plain words."""
    item = turn.knowledge.activities.get(activity)
    return item.plain if item is not None else activity.replace("_", " ")


def answer_activity(turn: Turn, activity: str) -> None:
    """Say what may be said about an activity, with its source kept, or hand it to the physio."""
    name = activity_name(turn, activity)
    answer = activity_answer(activity, turn.facts, turn.knowledge, turn.now, flags_open=turn.flags_open)
    turn.say("utter_answer_activity", activity=name, words=answer.text)
    turn.note_told(f"activity:{activity}")
    if answer.advice_id is not None:
        given = AdviceGiven(answer.advice_id, ", ".join(answer.source))
        desk.add_advice(turn.house.store, turn.enquiry.id, [given])
        turn.refresh()


def put_to_physio(turn: Turn, sentence: str) -> None:
    """Say that a question goes to the physio, and by when; once in a turn."""
    if "utter_answer_to_physio" not in turn.said():
        turn.say("utter_answer_to_physio", question=_short(sentence), **turn.promise)


def _short(sentence: str) -> str:
    """The person's own question, at most a line of it."""
    words = " ".join(sentence.split())
    return words if len(words) <= 140 else words[:137].rsplit(" ", 1)[0] + " ..."
