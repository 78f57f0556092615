"""The loader of the clinical knowledge: all is there, and every mistake is told with line and remedy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from physio.knowledge import DEFAULT_FOLDER, Knowledge, KnowledgeError, load_knowledge
from physio.reading.context import Context
from physio.reading.model import Finding, Sentence

RASA_KEYS = {
    "nlu", "stories", "rules", "responses", "intents", "entities", "slots", "forms", "actions",
    "session_config", "config",
}  # fmt: skip
ASSERTION = {
    "NEGATED_EXISTENCE": "negated", "HISTORICAL": "historical", "HYPOTHETICAL": "hypothetical",
    "WELL": "negated", "FAMILY": "other_person", "EXPECTED": "present", "TERMINATE": "present",
    "PSEUDO": "present",
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data" / "knowledge"
    shutil.copytree(DEFAULT_FOLDER, copy)
    return copy


def _change(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; gives its line."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def _problems(folder: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(folder)
    return raised.value.problems


def test_the_whole_reference_pack_is_there(knowledge: Knowledge) -> None:
    variants = [p for p in knowledge.procedures.values() if not p.variants]
    counts = (len(knowledge.red_flags), len(variants), len(knowledge.symptoms), len(knowledge.body_parts))
    assert counts == (47, 61, 30, 26)
    assert sum(len(f.lay) for f in knowledge.red_flags.values()) >= 609
    assert sum(len(f.hard_negatives) for f in knowledge.red_flags.values()) >= 387
    assert len(knowledge.advice) == 50
    assert len(knowledge.screening) == 13, "the pack's 8, and 5 for red flags that none of those asks about"
    assert len(knowledge.hazards) == 32


def test_tiers_are_five_and_ranked_from_999_to_routine(knowledge: Knowledge) -> None:
    ranked = sorted(knowledge.tiers.values(), key=lambda tier: -tier.rank)
    assert [tier.id for tier in ranked] == ["999", "ae", "same_day", "urgent", "routine"]


def test_loading_takes_less_than_a_second_and_a_half() -> None:
    started = time.process_time()
    load_knowledge()
    assert time.process_time() - started < 1.5


def test_no_file_of_the_knowledge_looks_like_training_data_to_rasa() -> None:
    for path in DEFAULT_FOLDER.rglob("*.yml"):
        keys = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert keys and not RASA_KEYS & set(keys), path


def test_every_file_says_at_its_top_what_it_is_for() -> None:
    for path in DEFAULT_FOLDER.rglob("*.yml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_the_kinds_of_a_hard_negative_are_read_off_its_words(knowledge: Knowledge) -> None:
    by_text = {n.text: n for f in knowledge.red_flags.values() for n in f.hard_negatives}
    assert by_text["constipated on codeine, feeling is normal"].kinds == ("exp", "ask")
    assert by_text["wound a little red at the edge, I feel well"].note == "wound_infection"


def test_words_that_do_not_tell_the_variant_belong_to_the_family(knowledge: Knowledge) -> None:
    owner = {wording: p.id for p in knowledge.procedures.values() for wording in p.lay}
    assert owner["hip key hole"] == "hip_arthroscopy"
    assert owner["knee op"] == owner["had my knee done"] == "knee_surgery"
    assert owner["surgery on my back"] == "spine_surgery"
    assert owner["op"] == "surgery"


def test_a_family_takes_the_strictest_phases_of_its_variants(knowledge: Knowledge) -> None:
    family = knowledge.procedures["hip_arthroscopy"]
    assert family.phases_weeks == {"protection": (0, 6), "early": (6, 12), "mid": (12, 20), "late": (20, 40)}
    assert family.profile == "hip_arthroscopy"
    assert knowledge.procedures["knee_surgery"].profile is None


def test_a_variant_names_its_narrowest_family(knowledge: Knowledge) -> None:
    assert knowledge.procedures["hip_arthroscopy_repair"].family == "hip_arthroscopy"
    assert knowledge.procedures["hip_arthroscopy"].family == "hip_surgery"
    assert knowledge.procedures["surgery"].family is None
    assert len(knowledge.procedures["surgery"].variants) == 61


def test_all_words_that_patients_see_are_plain(knowledge: Knowledge) -> None:
    for procedure in knowledge.procedures.values():
        assert len(procedure.plain) <= 50 and not procedure.plain.endswith(".")


def test_no_message_promises_that_somebody_comes_shortly(knowledge: Knowledge) -> None:
    said = " ".join(knowledge.emergency.messages.values()).lower()
    for never in ("shortly", "don't worry", "no red flags"):
        assert never not in said


def test_every_context_rule_does_what_its_sentence_shows(knowledge: Knowledge) -> None:
    context = Context(knowledge.context_rules)
    wrong = []
    for rule in knowledge.context_rules:
        start, end = rule.test.index("["), rule.test.index("]") - 1
        text = rule.test.replace("[", "").replace("]", "")
        finding = Finding("symptom", "swelling", start, end, text[start:end])
        (read,) = context.apply(Sentence(0, len(text), text), [finding])
        if read.assertion != ASSERTION[rule.category]:
            wrong.append((rule.id, rule.test, read.assertion))
    assert not wrong


MISTAKES = [
    ("tiers.yml", "    rank: 5", "    rank: high", 'rank of tier "999" must be a whole number'),
    (
        "red_flags/spine_neuro.yml",
        "    tier: ae",
        "    teir: ae",
        'unknown key "teir" in red flag "ces". Did you mean "tier"?',
    ),
    ("red_flags/spine_neuro.yml", "    tier: ae", "    tier: aee", 'unknown tier "aee". Did you mean "ae"?'),
    ("red_flags/vascular.yml", "  - id: pe\n", "  - id: dvt\n", 'the id "dvt" is used twice in red_flags'),
    (
        "red_flags/vascular.yml",
        "[NHS-DVT, NG158, GLOS-DVT, ANK-NTH]",
        "[NHS-DVX]",
        'unknown source "NHS-DVX". Did you mean "NHS-DVT"?',
    ),
    (
        "red_flags/vascular.yml",
        "going well [idiom]",
        "going well [idiot]",
        "unknown kind 'idiot'. End it with one of: [neg]",
    ),
    (
        "procedures.yml",
        "region: lumbar_spine",
        "region: lumber_spine",
        'unknown region "lumber_spine". Did you mean "lumbar_spine"?',
    ),
    ("procedures.yml", "profile: spine_fusion", "profile: spine_fusoin", 'unknown profile "spine_fusoin"'),
    (
        "procedures.yml",
        "      - spinal fusion\n",
        "      - TKR\n",
        'already means "lumbar_fusion". Keep one, or move it',
    ),
    (
        "procedures.yml",
        "protection: [0, 6]",
        "protection: [0, 9]",
        'the weeks of "lumbar_fusion" run backwards',
    ),
    (
        "procedures.yml",
        "    laterality: false",
        "    laterality: maybe",
        "must be true or false, not 'maybe'",
    ),
    (
        "families.yml",
        "variants: [hip_arthroscopy_simple,",
        "variants: [hip_arthroscopy_simpel,",
        'Did you mean "hip_arthroscopy_simple"?',
    ),
    (
        "symptoms.yml",
        "links: [cancer_suspected]",
        "links: [cancer_suspect]",
        'unknown red flag "cancer_suspect". Did you mean "cancer_suspected"?',
    ),
    (
        "activity_profiles.yml",
        "protection: ok",
        "protection: fine",
        'unknown activity code "fine". Use one of: ask, na, no, ok',
    ),
    ("screening.yml", "questions: [SP2, SP3]", "questions: [SP2, SP33]", "unknown question with if_yes"),
    ("screening.yml", "questions: [SP2, SP3]", "questions: [SP2, SP1]", "SP1 stands in two lines"),
    ("screening.yml", "if_yes: [dvt]", "if_yes: [dtv]", 'unknown red flag "dtv". Did you mean "dvt"?'),
    (
        "advice.yml",
        "guards: [red_flag]",
        "guards: [red_flags]",
        'unknown guard "red_flags". Did you mean "red_flag"?',
    ),
    (
        "advice.yml",
        "phases: [unknown]",
        "phases: [unknwon]",
        'unknown phase "unknwon". Did you mean "unknown"?',
    ),
    ("precedence.yml", "before: [dvt]", "before: [dvd]", 'unknown red flag "dvd". Did you mean "dvt"?'),
    ("combinations.yml", "within_weeks: 12", "within_weeks: twelve", "must be a whole number, not 'twelve'"),
    ("context.yml", "category: NEGATED_EXISTENCE", "category: NEGATED", 'unknown category "NEGATED"'),
    ("phrases.yml", "means: [stiffness]", "means: [stifness]", 'Did you mean "stiffness"?'),
    ("phrases.yml", "pattern: '\\b{cant}", "pattern: '\\b{kant}", "can't be read ('kant')"),
    ("goals.yml", "    plain: flexibility\n", "", 'goal "flexibility" has no "plain". Add the line'),
    ("activities.yml", "rule: walking", "rule: wandering", 'unknown activity of the profiles "wandering"'),
    ("thresholds.yml", "flag_share: 0.4", "flag_share: half", "must be a number, not 'half'"),
    ("asks.yml", "asks:\n", "ask:\n", 'unknown key "ask" at the top. Did you mean "asks"?'),
    ("emergency.yml", "emergency:\n", "emergency: [\n", "not valid YAML"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"), MISTAKES, ids=[f"{m[0]}: {m[2].strip()}" for m in MISTAKES]
)
def test_a_mistake_is_told_with_its_file_and_a_remedy(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    _change(folder, file, old, new)
    assert any(told in p and p.startswith(f"data/knowledge/{file}:") for p in _problems(folder)), _problems(
        folder
    )


def test_the_line_of_a_mistake_is_the_line_that_has_it(folder: Path) -> None:
    line = _change(folder, "red_flags/spine_neuro.yml", "    tier: ae", "    teir: ae")
    assert any(p.startswith(f"data/knowledge/red_flags/spine_neuro.yml:{line}: ") for p in _problems(folder))


def test_an_empty_list_of_wordings_is_a_mistake(folder: Path) -> None:
    path = folder / "goals.yml"
    path.write_text(
        "goals:\n  - id: balance\n    plain: balance\n    lay: []\nnot_goals: []\n", encoding="utf-8"
    )
    assert any('"balance" has no wordings. Add at least one' in p for p in _problems(folder))


def test_a_missing_file_is_a_mistake(folder: Path) -> None:
    (folder / "advice.yml").unlink()
    assert any(p.startswith("data/knowledge/advice.yml:1: the file is missing") for p in _problems(folder))


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    _change(folder, "red_flags/spine_neuro.yml", "    tier: ae", "    teir: ae")
    _change(folder, "goals.yml", "    plain: flexibility\n", "")
    told = {p.split(":")[0] for p in _problems(folder)}
    assert told == {"data/knowledge/red_flags/spine_neuro.yml", "data/knowledge/goals.yml"}


def test_the_command_counts_what_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "physio.knowledge"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert re.search(r"red flags\s+47\n", done.stdout)


def test_the_command_fails_with_the_problems(folder: Path) -> None:
    _change(folder, "goals.yml", "    plain: flexibility\n", "")
    command = [sys.executable, "-m", "physio.knowledge"]
    root = str(folder.parent.parent)
    env = {"FIRSTCONTACT_ROOT": root, "PYTHONPATH": str(DEFAULT_FOLDER.parents[1])}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 1
    assert "data/knowledge/goals.yml:" in done.stderr and "1 problem(s)" in done.stderr
