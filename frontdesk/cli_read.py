"""`firstcontact read`: what the reader and the safety screen make of texts, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, Any

from records.clock import LONDON

ReadOne = Callable[[Any, str, "datetime | None"], dict[str, Any]]


class BadLine(ValueError):
    """A line that can't be read as `{"id", "text", "sent_at"?}`."""


def open_reader(explain: bool = False) -> ReadOne:
    """Load knowledge, encoder, reader and screen once; the function returned reads (id, text, sent_at).

    With `explain`, what it returns says under `why` why each flag did or didn't fire.
    """
    from physio.knowledge import load_knowledge
    from physio.reading import build_reader
    from physio.reading.encoder import Encoder
    from physio.safety import build_screen

    knowledge, encoder = load_knowledge(), Encoder.load()
    reader, screen = build_reader(knowledge, encoder), build_screen(knowledge, encoder)

    def read_one(given_id: Any, text: str, sent_at: datetime | None) -> dict[str, Any]:
        reading = reader.read(text, sent_at or datetime.now(timezone.utc))
        screening = screen.screen(reading)
        seen = as_json(given_id, reading, screening)
        return {**seen, "why": _reasons(screen.explain(reading, screening))} if explain else seen

    return read_one


def as_json(given_id: Any, reading: Any, screening: Any) -> dict[str, Any]:
    """A `Reading` and its `Screening` in the shape that DESIGN's section 4 fixes."""
    return {
        "id": given_id,
        "tier": screening.tier,
        "red_flags": [
            {"id": flag.id, "tier": flag.tier, "words": flag.words, "by": flag.by} for flag in screening.flags
        ],
        "entities": [_entity(finding) for finding in reading.findings],
        "sentences": [{"start": s.start, "end": s.end, "text": s.text} for s in reading.sentences],
    }


def _reasons(reasons: Any) -> list[dict[str, Any]]:
    return [{"flag": r.flag, "fired": r.fired, "words": r.words, "why": r.why} for r in reasons]


def _entity(finding: Any) -> dict[str, Any]:
    return {
        **finding.extra,
        "entity": finding.entity,
        "value": finding.value,
        "assertion": finding.assertion,
        "group": finding.group,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "by": finding.by,
    }


def read_file(path: Path, out: IO[str], err: IO[str]) -> int:
    """Read a file of JSON lines (`-`: standard input). Bad lines are told and counted, the others done."""
    read_one, bad = open_reader(), 0
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            try:
                print(json.dumps(read_one(*parse_line(raw)), ensure_ascii=False), file=out, flush=True)
            except Exception as problem:  # one text that the reader trips over must not cost the others
                bad += 1
                print(f"{path}:{number}: {_trouble(problem)}", file=err, flush=True)
    return bad


def _trouble(problem: Exception) -> str:
    return str(problem) if isinstance(problem, BadLine) else f"the reader failed ({type(problem).__name__})."


def parse_line(raw: bytes) -> tuple[Any, str, datetime | None]:
    """One line's id, text and instant. A time without a zone is London's. Raises BadLine."""
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except ValueError:
        raise BadLine("this is not a line of JSON in UTF-8.") from None
    if not isinstance(line, dict) or not isinstance(line.get("text"), str):
        raise BadLine('a line needs "id" and "text" (a string).')
    if not isinstance(line.get("id"), (str, int)):
        raise BadLine('a line needs an "id", a string or a number.')
    return line["id"], line["text"], _instant(line.get("sent_at"))


def _instant(given: Any) -> datetime | None:
    if given is None:
        return None
    try:
        instant = datetime.fromisoformat(str(given).replace("Z", "+00:00"))
    except ValueError:
        raise BadLine('"sent_at" is not an ISO time such as 2026-03-02T09:30:00+00:00.') from None
    return instant if instant.tzinfo else instant.replace(tzinfo=LONDON)
