"""Scenarios in YAML: what a patient says, what must be true after each turn and at the end.

A file holds `scenario` (its name, a sentence), `turns` and `then`. A turn has one of `say`, `press`
(a button's title), `later` (hours that pass) or `physio` (take_over, give_back, close, or words to answer
with), and may expect
`says` / `never` (words in this turn's replies), `tier`, `safety` and `asks`
(the open question after it: its id, or only what stands before the colon).
`then` may expect `tier`, `status`, `facts` (a part of them), `lacks` (a part that must not match), `advice`,
`flags`, `bookings`, `said` and `never` (words of the whole conversation), and `due` (true unless said).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from records import desk
from records.models import EnquiryRow
from tests.stack import Patient, Stack

TURN_KEYS = {"say", "press", "physio", "later", "says", "never", "tier", "safety", "asks"}
END_KEYS = {
    "tier", "status", "safety", "facts", "lacks", "advice", "no_advice",
    "flags", "bookings", "said", "never", "due",
}  # fmt: skip
FORBIDDEN = (
    "don't worry",
    "no red flags",
    "someone will be with you shortly",
    "cauda equina",
    "embolism",
    "thrombosis",
    "sepsis",
    "you're fine",
    "nothing serious",
)


@dataclass(frozen=True)
class Scenario:
    """One scenario as it was written."""

    path: Path
    name: str
    turns: list[dict[str, Any]]
    then: dict[str, Any]


def load(path: Path) -> Scenario:
    """Read a scenario; an unknown key is an error."""
    raw = YAML(typ="safe").load(path.read_text())
    for turn in raw["turns"]:
        assert set(turn) <= TURN_KEYS, f"{path}: unknown key in {turn}"
    then = raw.get("then") or {}
    assert set(then) <= END_KEYS, f"{path}: unknown key in then: {set(then) - END_KEYS}"
    return Scenario(path, raw["scenario"], raw["turns"], then)


def matches(actual: Any, expected: Any) -> bool:
    """Whether `expected` is a part of `actual`: keys of mappings, members of lists, equal values."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            k in actual and matches(actual[k], v) for k, v in expected.items()
        )
    if isinstance(expected, list):
        return isinstance(actual, list) and all(any(matches(a, e) for a in actual) for e in expected)
    return bool(actual == expected)


class Run:
    """One scenario played through the patient API."""

    def __init__(self, stack: Stack, scenario: Scenario) -> None:
        self.stack = stack
        self.scenario = scenario
        self.patient = Patient(stack)

    def play(self) -> None:
        """Play every turn, then check the end."""
        for number, turn in enumerate(self.scenario.turns, 1):
            replies = self._act(turn)
            self._check_turn(f"{self.scenario.path.name} turn {number}", turn, replies)
        self._check_end()

    def _act(self, turn: dict[str, Any]) -> list[dict[str, Any]]:
        if "say" in turn:
            return self.patient.say(turn["say"])
        if "press" in turn:
            return self.patient.press(turn["press"])
        if "later" in turn:
            self._later(timedelta(hours=turn["later"]))
        else:
            self._physio(turn["physio"])
        return []

    def _later(self, gone: timedelta) -> None:
        """Let time pass: what was written so far was written that much earlier."""
        with self.stack.store.write() as session:
            row = session.get(EnquiryRow, self.patient.enquiry()["id"])
            row.last_patient_at -= gone
            row.closed_at = row.closed_at - gone if row.closed_at else None

    def _physio(self, act: str) -> None:
        enquiry = self.patient.enquiry()["id"]
        store = self.stack.store
        acts = {"take_over": desk.take_over, "give_back": desk.give_back, "close": desk.close}
        if act in acts:
            acts[act](store, enquiry, "jules")
        else:
            desk.add_reply(store, self.patient.conversation_id, "physio", act, name="Jules")

    def _check_turn(self, where: str, turn: dict[str, Any], replies: list[dict[str, Any]]) -> None:
        said = _words(replies)
        _check_words(where, said, turn.get("says"), turn.get("never"))
        if {"tier", "safety", "asks"} & set(turn):
            enquiry = self.patient.enquiry()
            for key, name in (("tier", "tier"), ("safety", "safety"), ("asks", "asked")):
                if key in turn:
                    got = enquiry[name]
                    stem = str(got).partition(":")[0] if key == "asks" else got
                    assert turn[key] in (got, stem), (
                        f"{where}: {key} is {got!r}, not {turn[key]!r}. Said: {said}"
                    )

    def _check_end(self) -> None:
        where, then = self.scenario.path.name, self.scenario.then
        enquiry = self.patient.enquiry()
        everything = _words([m for m in self.patient.messages() if m["from"] in ("assistant", "system")])
        _check_words(where, everything, then.get("said"), [*FORBIDDEN, *(then.get("never") or [])])
        for key in ("tier", "status", "safety"):
            if key in then:
                assert enquiry[key] == str(then[key]), f"{where}: {key} is {enquiry[key]!r}\n{everything}"
        self._check_content(where, then, enquiry)
        assert bool(enquiry["due_at"]) is then.get("due", True), f"{where}: due at {enquiry['due_at']}"
        asked = enquiry["facts"]["asked_times"]
        assert all(times <= 2 for times in asked.values()), f"{where}: asked too often: {asked}"

    def _check_content(self, where: str, then: dict[str, Any], enquiry: dict[str, Any]) -> None:
        facts = enquiry["facts"]
        if "facts" in then:
            assert matches(facts, then["facts"]), f"{where}: facts are {facts}"
        if "lacks" in then:
            assert not matches(facts, then["lacks"]), f"{where}: facts hold {then['lacks']}: {facts}"
        if "flags" in then:
            found = {flag["id"] for flag in enquiry["red_flags"]}
            assert found == set(then["flags"]), f"{where}: flags are {found}"
        if "advice" in then:
            assert set(then["advice"]) <= set(enquiry["advice"]), f"{where}: advice is {enquiry['advice']}"
        if then.get("no_advice"):
            assert not enquiry["advice"], f"{where}: advice was given: {enquiry['advice']}"
        if "bookings" in then:
            assert len(enquiry["bookings"]) == len(then["bookings"]), f"{where}: {enquiry['bookings']}"
            assert matches(enquiry["bookings"], then["bookings"]), f"{where}: {enquiry['bookings']}"


def _words(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)


def _check_words(where: str, said: str, wanted: list[str] | None, never: list[str] | None) -> None:
    low = said.lower()
    for words in wanted or []:
        assert words.lower() in low, f"{where}: {words!r} was not said in:\n{said}"
    for words in never or []:
        assert words.lower() not in low, f"{where}: {words!r} was said in:\n{said}"
