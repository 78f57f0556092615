"""Told to get help: whether somebody has got it, means to get it, or has not. In doubt, they have not."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from physio.knowledge import Knowledge, load_knowledge
from physio.reading.reader import build_reader
from physio.safety import FEEL_SAFE, RAISED, SAFE, safety_turn

SENT = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)
AGREED = "Thank you. Please do it now."


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    return load_knowledge()


def _answer(knowledge: Knowledge, text: str, flag: str = "tendon_graft_rupture") -> tuple[str, str]:
    reading = build_reader(knowledge).read(text, SENT)
    turn = safety_turn(RAISED, reading, knowledge, flags=(flag,), asked=FEEL_SAFE, turns=2)
    return turn.state, turn.words


GOT_HELP = """\
my husband is taking me
been seen, theyre keeping me in
in the taxi now
they've put me in a boot and sent me home
111 are ringing me back
GP has seen me this morning, says its fine
sat in a and e now
my neighbours driving me in as we speak
I'm with the nurse at urgent care
already been, they x rayed it nothing broken
ok i've called 999 and they're on their way
just been triaged at a&e
Mum's in the ambulance now
paramedics just arrived
an ambulance is outside
i did ring, theyre sending someone
my son has taken me to a&e
yes, the ambulance crew checked me and I'm fine
on the phone with 111 now""".splitlines()

MEANS_TO = """\
ok fine il go. can i still get an appointment after
my husband will take me
fine, I'll get a taxi
alright going to ring now
ok thanks will call
getting my coat on
I will ring them when I've fed the cat
right I'd better go then
ok I'm going to go to A&E""".splitlines()

NO_HELP_YET = """\
my husband won't take me
nobody will take me
will you take me
could you call 999 for me
I was in A&E last month
I was at the hospital for my op
do they take you at A&E for that
I've been to A&E before for this, waste of time
my wife says I should have called 999
I nearly called 999 last night
I'm not on my way
he is refusing to go to hospital
my husband works at the hospital
my sister is a nurse at the hospital
my appointment at the hospital is on Monday
I was thinking of calling 111
I've rung round for a physio all day
i cant get to the hospital
on my way home
a friend was taken to A&E with this
if it gets worse I'll go to A&E
last thing I need is a night in A&E
is it worth going to A&E
the doctor at hospital said this would happen
I've called and called but no one picks up
my son can't take me till tomorrow
I'll get it looked at next week""".splitlines()


@pytest.mark.parametrize("text", GOT_HELP)
def test_who_got_help_or_is_on_the_way_to_it_is_safe(knowledge: Knowledge, text: str) -> None:
    assert _answer(knowledge, text)[0] == SAFE


@pytest.mark.parametrize("text", MEANS_TO)
def test_who_means_to_go_is_thanked_and_held_to_it(knowledge: Knowledge, text: str) -> None:
    state, words = _answer(knowledge, text)
    assert state == RAISED
    assert words.startswith(AGREED)


@pytest.mark.parametrize("text", NO_HELP_YET)
def test_help_that_is_refused_asked_for_remembered_or_somebody_elses_is_none(
    knowledge: Knowledge, text: str
) -> None:
    state, words = _answer(knowledge, text)
    assert state == RAISED
    assert not words.startswith(AGREED)


def test_somebody_beside_them_is_help_in_despair_and_none_for_the_body(knowledge: Knowledge) -> None:
    assert _answer(knowledge, "my wife is with me", "suicide_selfharm")[0] == SAFE
    assert _answer(knowledge, "my wife is with me", "ces")[0] == RAISED
