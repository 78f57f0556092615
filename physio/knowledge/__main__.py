"""`python -m physio.knowledge`: counts what is in `data/knowledge`, or lists its problems and exits 1."""

from __future__ import annotations

import sys

from physio.knowledge import KnowledgeError, load_knowledge
from physio.knowledge.loader import default_folder
from physio.knowledge.training import TrainingError, load_training


def main() -> int:
    """Print the counts (0) or the problems (1)."""
    try:
        knowledge = load_knowledge()
        training = load_training(default_folder(), knowledge)
    except (KnowledgeError, TrainingError) as error:
        print(error, file=sys.stderr)
        print(f"{len(str(error).splitlines())} problem(s) in data/knowledge", file=sys.stderr)
        return 1
    for name in ("tiers", "red_flags", "symptoms", "body_parts", "activities", "goals", "asks", "screening",
                 "advice", "sources", "context_rules", "combinations", "hazards"):  # fmt: skip
        print(f"{name.replace('_', ' '):<15} {len(getattr(knowledge, name)):>4}")
    families = sum(bool(p.variants) for p in knowledge.procedures.values())
    print(f"{'training':<15} {len(training):>4}")
    print(f"{'procedures':<15} {len(knowledge.procedures) - families:>4} and {families} families")
    return 0


if __name__ == "__main__":
    sys.exit(main())
