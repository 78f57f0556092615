"""Checks between the files of the knowledge: every id that one item names must exist in another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from physio.knowledge import model as m
from physio.knowledge.content import CIRCUMSTANCES, recent_at
from physio.knowledge.phrasing import NOT_DONE, NOTHING, written_out
from physio.knowledge.problems import Problems, suggestion
from physio.knowledge.vocabulary import CATEGORIES, DIRECTIONS, GUARDS, REGIONS


class _Checker:
    """Checks items against the ids that exist."""

    def __init__(self, read: dict[str, Any], problems: Problems) -> None:
        self.read = read
        self.problems = problems
        self.procedures = {**read["procedures"], **read["families"]}

    def one(self, thing: Any, key: str, value: str, known: Iterable[str], what: str) -> None:
        """`value` must be one of the known ids."""
        known = list(known)
        if value not in known:
            listing = ", ".join(sorted(known)) if len(known) < 30 else f"those in the file of the {what}s"
            remedy = suggestion(value, known, f" Use one of: {listing}.")
            self.problems.at(thing, key, f'unknown {what} "{value}".{remedy}')

    def each(self, thing: Any, key: str, known: Iterable[str], what: str) -> None:
        """Every entry of a list field must be one of the known ids."""
        known = list(known)
        for i, value in enumerate(getattr(thing, key)):
            self.one(thing, f"{key}.{i}", value, known, what)

    def sources(self, items: Iterable[Any]) -> None:
        """Every source code must be in sources.yml."""
        for item in items:
            self.each(item, "source", self.read["sources"], "source")

    def flags(self, thing: Any, key: str) -> None:
        """Every entry must be a red flag."""
        self.each(thing, key, self.read["red_flags"], "red flag")

    def filled(self, items: Iterable[Any], key: str = "lay") -> None:
        """A list of wordings must not be empty."""
        for item in items:
            if not getattr(item, key):
                self.problems.at(item, key, f'"{item.id}" has no wordings. Add at least one under `{key}:`.')


def check(read: dict[str, Any], problems: Problems) -> None:
    """Report every id that leads nowhere, every empty list, every wording that says two operations."""
    checker = _Checker(read, problems)
    rules: tuple[Callable[[_Checker], None], ...] = (
        _red_flags, _procedures, _families, _wordings, _words_and_parts, _profiles,
        _screening, _advice, _asks, _context, _phrases, _precedence, _combinations, _hints, _tiers, _contacts,
    )  # fmt: skip
    for rule in rules:
        rule(checker)


def _tiers(c: _Checker) -> None:
    for tier in c.read["tiers"].values():
        c.one(tier, "id", tier.id, m.TIER_IDS, "tier")


def _asks(c: _Checker) -> None:
    for intent, ask in c.read["ask_intents"].items():
        c.one(c.read["ask_intents"], intent, ask, c.read["asks"], "ask")


def _contacts(c: _Checker) -> None:
    c.sources(c.read["emergency"].contacts.values())


def _red_flags(c: _Checker) -> None:
    flags = c.read["red_flags"].values()
    c.filled(flags)
    c.filled(flags, "hard_negatives")
    c.sources(flags)
    for flag in flags:
        c.one(flag, "tier", flag.tier, c.read["tiers"], "tier")


def _procedures(c: _Checker) -> None:
    procedures = c.read["procedures"].values()
    c.filled(procedures)
    c.sources(procedures)
    for procedure in procedures:
        c.one(procedure, "region", procedure.region, REGIONS, "region")
        c.one(procedure, "profile", procedure.profile or "", c.read["profiles"], "profile")
        _phases(c, procedure)


def _phases(c: _Checker, procedure: m.Procedure) -> None:
    for phase in procedure.phases_weeks:
        c.one(procedure, "phases_weeks", phase, m.OPERATED_PHASES, "phase")
    absent = [phase for phase in m.OPERATED_PHASES if phase not in procedure.phases_weeks]
    if absent:
        c.problems.at(procedure, "phases_weeks", f'"{procedure.id}" has no weeks for {absent[0]}. Add them.')
        return
    weeks = [week for phase in m.OPERATED_PHASES for week in procedure.phases_weeks[phase]]
    if weeks != sorted(weeks):
        told = f'the weeks of "{procedure.id}" run backwards. Write each phase as [first, last], in order.'
        c.problems.at(procedure, "phases_weeks", told)


def _families(c: _Checker) -> None:
    for family in c.read["families"].values():
        c.filled([family])
        c.one(family, "region", family.region, REGIONS, "region")
        c.each(family, "variants", c.read["procedures"], "procedure")
        if len(family.variants) < 2:
            c.problems.at(family, "variants", f'"{family.id}" needs two variants or more. Add them.')
        if family.id in c.read["procedures"]:
            c.problems.at(family, "id", f'"{family.id}" is a procedure too. Give the family another id.')


def _wordings(c: _Checker) -> None:
    """No wording may point to two operations: words that fit several belong to their family."""
    owners: dict[str, str] = {}
    for procedure in c.procedures.values():
        for i, wording in enumerate(procedure.lay):
            owner = owners.setdefault(wording.casefold(), procedure.id)
            if owner != procedure.id:
                told = f'"{wording}" already means "{owner}". Keep one, or move it to their family.'
                c.problems.at(procedure, f"lay.{i}", told)


def _words_and_parts(c: _Checker) -> None:
    for kind in ("symptoms", "body_parts", "activities", "goals", "asks", "modifiers", "replies", "unwanted"):
        c.filled(c.read[kind].values())
    for part in c.read["body_parts"].values():
        c.one(part, "region", part.region, REGIONS, "region")
    for symptom in c.read["symptoms"].values():
        c.flags(symptom, "links")
    ruled = {activity for profile in c.read["profiles"].values() for activity in profile.activities}
    for activity in c.read["activities"].values():
        if activity.rule is not None:
            c.one(activity, "rule", activity.rule, ruled, "activity of the profiles")


def _profiles(c: _Checker) -> None:
    c.sources(c.read["profiles"].values())
    for profile in c.read["profiles"].values():
        for activity, rule in profile.activities.items():
            c.one(profile, "activities", activity, c.read["activities"], "activity")
            for phase, code in rule.codes.items():
                c.one(rule, "codes", phase, m.OPERATED_PHASES, "phase")
                c.one(rule, "codes", code, m.ACTIVITY_CODES, "activity code")


def _screening(c: _Checker) -> None:
    c.sources(c.read["screening"].values())
    for screening_set in c.read["screening"].values():
        c.each(screening_set, "regions", REGIONS, "region")
        for question in screening_set.questions:
            c.one(question, "kind", question.kind, ("yes_no", "fact"), "kind")
            c.flags(question, "if_yes")
            c.flags(question, "if_no")
            for key in ("first_for", "only_for", "tiers"):
                c.each(question, key, _circumstances(c), "modifier, activity, symptom, region or red flag")
            for circumstance, tier in question.tiers.items():
                c.one(question, f"tiers.{circumstance}", tier, c.read["tiers"], "tier")
            if question.tier is not None:
                c.one(question, "tier", question.tier, c.read["tiers"], "tier")
            if question.action is not None:
                c.one(question, "action", question.action, c.read["named_actions"], "action")
        _lines(c, screening_set)


def _circumstances(c: _Checker) -> list[str]:
    kinds = ("modifiers", "activities", "symptoms", "body_parts", "red_flags")
    told = [name for kind in kinds for name in c.read[kind]]
    return [*told, *REGIONS, *CIRCUMSTANCES, *(recent_at(region) for region in REGIONS)]


def _lines(c: _Checker, screening_set: m.ScreeningSet) -> None:
    """A shared line names questions of its own set that worry when answered yes, each in one line only."""
    able = [q.id for q in screening_set.questions if q.kind == "yes_no" and q.if_yes]
    for line in screening_set.lines:
        c.each(line, "questions", able, f"question with if_yes in the set {screening_set.id}")
    named = [name for line in screening_set.lines for name in line.questions]
    for name in sorted({name for name in named if named.count(name) > 1}):
        c.problems.at(screening_set, "lines", f"{name} stands in two lines. Keep it in one of them.")


def _advice(c: _Checker) -> None:
    c.sources(c.read["advice"].values())
    for advice in c.read["advice"].values():
        c.one(advice, "region", advice.region, REGIONS, "region")
        c.each(advice, "phases", m.PHASES, "phase")
        c.each(advice, "guards", GUARDS, "guard")


def _context(c: _Checker) -> None:
    _once(c, "context_rules")
    for rule in c.read["context_rules"]:
        c.one(rule, "category", rule.category, CATEGORIES, "category")
        c.one(rule, "direction", rule.direction, DIRECTIONS, "direction")


def _phrases(c: _Checker) -> None:
    _once(c, "phrases")
    known = (*c.read["symptoms"], *c.read["body_parts"], *c.read["activities"], NOTHING, NOT_DONE)
    for phrase in c.read["phrases"]:
        c.each(phrase, "means", known, "symptom, body part or activity")
        try:
            written_out(phrase.pattern, c.read["phrase_groups"])
        except (KeyError, re.error) as error:
            told = (
                f'the pattern of "{phrase.id}" can\'t be read ({error}). Check its brackets and its groups.'
            )
            c.problems.at(phrase, "pattern", told)


def _once(c: _Checker, key: str) -> None:
    """No id twice in a list that is kept in its order."""
    seen = set()
    for item in c.read[key]:
        if item.id in seen:
            c.problems.at(item, "id", f'the id "{item.id}" is used twice in {key}. Change one of them.')
        seen.add(item.id)


def _precedence(c: _Checker) -> None:
    known = (*c.read["red_flags"], *c.procedures, *c.read["modifiers"])
    for rule in c.read["precedence"]:
        c.flags(rule, "first")
        c.flags(rule, "before")
        c.each(rule, "needs", known, "red flag, procedure or modifier")


def _hints(c: _Checker) -> None:
    _once(c, "hints")
    for hint in c.read["hints"]:
        c.flags(hint, "flags")


def _combinations(c: _Checker) -> None:
    _once(c, "combinations")
    for rule in c.read["combinations"]:
        c.one(rule, "flag", rule.flag, c.read["red_flags"], "red flag")
        if rule.tier is not None:
            c.one(rule, "tier", rule.tier, c.read["tiers"], "tier")
        for clause in (*rule.all, *rule.unless):
            c.each(clause, "symptoms", c.read["symptoms"], "symptom")
            c.each(clause, "parts", c.read["body_parts"], "body part")
            c.each(clause, "procedures", c.procedures, "procedure")
            c.each(clause, "modifiers", c.read["modifiers"], "modifier")
            c.flags(clause, "flags")
