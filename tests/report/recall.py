"""System recall: patients with a hidden red flag write, and answer the screening list truthfully when asked.

`python -m tests.report.recall` runs the sets through the front desk's own intake and plan (reading, screen,
merge, transaction, choice of the list), each on a database of its own; Rasa only carries those words. The
development sets were used while the lists were made; of the test half only counts are given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from frontdesk.intake import take
from physio.facts import note_asked, screening_question
from physio.facts.lists import flags_of
from physio.plan import Progress, next_step
from records import desk
from records.database import Store, open_store, upgrade
from records.settings import load_settings
from records.views import Incoming
from tests.report.figures import RANK, SETS, Share, share, understanding

MOST_TURNS = 4
HALVES = {
    "development": "patients.yml",
    "more": "patients_more.yml",
    "third": "patients_third.yml",
    "fourth": "patients_fourth.yml",
    "test": "patients_test.yml",
}
LINES = "patients_lines.yml"
SAFETY, RAISED, NONE, SKIP = "safety", "raised", "/none_of_these", "/skip"


@dataclass(frozen=True)
class Ended:
    """How it ended for one patient: the tier reached before any advice, and how often a list was put."""

    patient: dict[str, Any]
    tier: str
    turns: int

    @property
    def words(self) -> str:
        """A line for what was missed."""
        told = f"{self.patient['says']} ({self.patient.get('fact', 'told')})"
        return f"{self.patient['flag']} at {self.patient['tier']}, got {self.tier}: {told}"


class Bench:
    """One database, many patients."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parts = understanding()
        self._asked = {q.id: q for s in self._parts.knowledge.screening.values() for q in s.questions}
        self._signs: dict[str, list[str]] = YAML(typ="safe").load((SETS / LINES).read_text())

    def meet(self, patient: dict[str, Any]) -> Ended:
        """Everything that this patient does until a flag stands or no list is due any more."""
        conversation, _ = desk.open_conversation(self._store)
        self._send(conversation, "0", text=patient["says"])
        turns = 0
        while turns < MOST_TURNS and self._lists_due(conversation):
            turns += 1
            payload = self._answer(conversation, patient, turns)
            self._send(conversation, str(turns), patient.get("fact", "") if payload is None else "", payload)
        return Ended(patient, self._enquiry(conversation).tier, turns)

    def _enquiry(self, conversation: str) -> Any:
        return desk.load_enquiry(self._store, conversation)

    def _send(self, conversation: str, client_id: str, text: str = "", payload: str | None = None) -> None:
        take(
            self._store, self._parts, conversation, Incoming(client_id=client_id, text=text, payload=payload)
        )

    def _lists_due(self, conversation: str) -> bool:
        found = self._enquiry(conversation)
        progress = Progress(flags_open=bool(found.open_flags), safety=found.safety)
        step = next_step(found.facts, progress, self._parts.knowledge, self._store.now().date())
        return found.safety != RAISED and step == SAFETY

    def _answer(self, conversation: str, patient: dict[str, Any], turn: int) -> str | None:
        """Put the list as the assistant does, and give the patient's true answer.

        None is the hidden fact in their own words: each list ends by asking for anything else that worries.
        """
        found, knowledge, today = self._enquiry(conversation), self._parts.knowledge, self._store.now().date()
        ask = screening_question(found.facts, knowledge, today)
        assert ask is not None, "a list is due"
        desk.update_facts(self._store, found.id, lambda facts: note_asked(facts, ask.asked, knowledge, today))
        desk.set_asked(self._store, found.id, ask.asked)
        if patient.get("skips") and turn == 1:
            return SKIP
        true = self._true(ask.questions, patient)
        if true:
            return f'/screen_yes{{"question": "{" ".join(true)}"}}'
        return None if "fact" in patient else NONE

    def _true(self, questions: Sequence[str], patient: dict[str, Any]) -> list[str]:
        """Those that really ask for a sign of the patient, or the first that points to their red flag."""
        if "signs" in patient:
            return [q for q in questions if set(self._signs.get(q, ())) & set(patient["signs"])]
        return [q for q in questions if patient["flag"] in flags_of(self._asked[q])][:1]


def ended(path: Path) -> Iterator[Ended]:
    """Every patient of a set, the healthy ones without a flag."""
    page = YAML(typ="safe").load(path.read_text())
    healthy = [_healthy(each) for each in page["healthy"]]
    with TemporaryDirectory() as folder:
        settings = load_settings(var_dir=Path(folder))
        upgrade(settings)
        bench = Bench(open_store(settings))
        yield from (bench.meet(patient) for patient in (*page["patients"], *healthy))


def _healthy(written: str | dict[str, Any]) -> dict[str, Any]:
    """Somebody who is well: their words alone, or with signs that are true and no cause for alarm."""
    told = {"says": written} if isinstance(written, str) else {"signs": [], **written}
    return {"flag": "", "tier": "routine", **told}


def half_shares(half: str) -> list[Share]:
    """The right tier before any advice; the healthy in peace; at most three lists."""
    met = list(ended(SETS / HALVES[half]))
    flagged = [e for e in met if e.patient["flag"] and not e.patient.get("skips")]
    healthy = [e for e in met if not e.patient["flag"]]
    right = ((RANK[e.tier] >= RANK[e.patient["tier"]], e.words) for e in flagged)
    calm = ((e.tier == "routine", e.words) for e in healthy)
    return [
        share(f"system recall {half}: right tier before any advice", right),
        share(f"system recall {half}: healthy ones without an alarm", calm),
        share(f"system recall {half}: at most three screening turns", ((e.turns <= 3, e.words) for e in met)),
    ]


def recall_shares() -> list[Share]:
    """All sets; of the test half no words are kept, only counts."""
    open_ones = [each for half in ("development", "more", "third", "fourth") for each in half_shares(half)]
    return [*open_ones, *(replace(each, missed=()) for each in half_shares("test"))]


def main() -> int:
    """Print the shares, and what was missed of the development half."""
    for each in recall_shares():
        low, high = each.interval()
        print(f"{each.name}: {each.value:.3f} ({low:.3f} to {high:.3f}), {each.right}/{each.all}")
        print("".join(f"  {words}\n" for words in each.missed), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
