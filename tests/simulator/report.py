"""The figures of a run, beside their targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tests.simulator.judge import judge
from tests.simulator.play import Played

BOOKED_TARGET, TURNS_TARGET = 0.95, 6


@dataclass(frozen=True)
class Line:
    """One figure: what it is about, its value, its target, and whether it is met."""

    about: str
    value: str
    target: str
    met: bool


def lines_of(played: Sequence[Played]) -> list[Line]:
    """The figures of a run."""
    wrong = [judge(one) for one in played]
    signs = [w for one, w in zip(played, wrong, strict=True) if one.person.sign]
    return [
        _share("ended in an enquiry with a due time", wrong, ("lost:", "no end", "no answer")),
        _share("with the right facts", wrong, ("fact:",)),
        _share("without a question asked twice", wrong, ("asked twice",)),
        _share("without a loop longer than two", wrong, ("goes round",)),
        _share("without a false alarm", wrong, ("alarm:",)),
        _share("signs with their tier, nothing booked while open", signs, ("sign:", "booked while")),
        _booked(played),
        _turns(played),
    ]


def _share(about: str, wrong: Sequence[list[str]], kinds: tuple[str, ...]) -> Line:
    good = sum(not any(w.startswith(kinds) for w in of_one) for of_one in wrong)
    return Line(about, f"{good} of {len(wrong)}", "all", good == len(wrong))


def _booked(played: Sequence[Played]) -> Line:
    wanting = [one for one in played if one.person.want.bookings]
    booked = sum(one.booked_after is not None for one in wanting)
    share = booked / len(wanting) if wanting else 1.0
    return Line(
        "booked, of those who want it", f"{booked} of {len(wanting)} ({share:.1%})",
        f"{BOOKED_TARGET:.0%}", share >= BOOKED_TARGET,
    )  # fmt: skip


def _turns(played: Sequence[Played]) -> Line:
    turns = [one.booked_after for one in played if one.booked_after is not None]
    middle = median(turns) if turns else 0
    return Line(
        "median turns from first message to booking",
        f"{middle:g}",
        f"<= {TURNS_TARGET}",
        middle <= TURNS_TARGET,
    )


def printed(played: Sequence[Played], seconds: float) -> str:
    """The report as text: figures, kinds of failure, and the seed of each failed conversation."""
    lines = lines_of(played)
    table = [
        f"{line.about:<50} {line.value:>18}   {line.target:>5}  {'yes' if line.met else 'NO'}"
        for line in lines
    ]
    failed = [(one.person.seed, judge(one)) for one in played if judge(one)]
    kinds = Counter(w.partition(":")[0] for _, wrong in failed for w in wrong)
    seeds = [f"  seed {seed}: {'; '.join(wrong)}" for seed, wrong in failed]
    head = f"{len(played)} conversations in {seconds:.0f} s, {len(failed)} with something wrong {dict(kinds)}"
    return "\n".join([head, *table, *seeds])


def script(one: Played) -> str:
    """One conversation as it went, with the hidden truth above and what is wrong below."""
    person = one.person
    head = [
        f"seed {person.seed}: {person.mood}, {', '.join(sorted(person.habits)) or 'no habits'}",
        f"writes for {person.relation or 'themselves'}, wants {person.want.id}, {person.contact}",
        f"truth: {person.place.ids[0]}, {person.side}, {person.span.says[0]}, {person.bother.id}",
        f"sign: {person.sign.flag if person.sign else None}, hopes for {person.goal.id}",
        f"first tells {sorted(person.tells)}, skips {sorted(person.skips)}, {person.slip}",
    ]
    talk = [
        line for turn in one.turns for line in (f"\n> {turn.did}", *turn.replies, f"    (open: {turn.asked})")
    ]
    return "\n".join([*head, *talk, "", *(judge(one) or ["nothing wrong"])])
