"""What the inbox shows of an enquiry's facts."""

from __future__ import annotations

from frontdesk.desk.facts import facts_lines
from physio.facts import Ask, Facts
from physio.facts.model import NotWanted
from physio.knowledge import load_knowledge


def test_the_inbox_shows_what_waits_for_an_answer_and_what_is_not_wanted() -> None:
    facts = Facts(
        age=71,
        asks=[
            Ask(ask="advice", words="Is it normal?", kept=True),
            Ask(ask="price", words="how much?", answered=True),
        ],
        unwanted=[NotWanted(thing="injections", words="No injections")],
    )
    lines = dict(facts_lines(facts, load_knowledge()))
    assert lines["For you to answer"] == "“Is it normal?”"
    assert lines["Asked"] == "“how much?”"
    assert (lines["Doesn't want"], lines["Age"]) == ("“No injections”", "71")
