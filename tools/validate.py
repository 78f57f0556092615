"""`make validate`: the clinic's file, the replies, and Rasa's own validation, every line of it that matters.

Rasa warns of each reply that no rule or story names. `tools.replies` knows who says them: what it can
account for is counted, not listed; the rest is listed with file, line and remedy.
"""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from rasa.cli.utils import validate_files
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.importer import TrainingDataImporter
from ruamel.yaml import YAMLError

from actions.topics import AnswersError
from physio.clinic import ClinicError, load_clinic
from tools.replies import Replies, load_replies

ROOT = Path(__file__).resolve().parents[1]
UNUSED_REPLY = re.compile(r"The utterance '(\w+)' is not used in any story or rule\.")
OF_LIBRARIES = ("pkg_resources", "load_module", "Slot auto-fill")


def rasa_warnings(root: Path) -> tuple[bool, list[str]]:
    """Whether Rasa's validation passes, and everything that it warns of, in its own words."""
    importer = TrainingDataImporter.load_from_config(
        str(root / "config.yml"), str(root / "domain.yml"), [str(root / "data")]
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        passed = _passes(importer)
    return passed, list(dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, UserWarning)))


def _passes(importer: TrainingDataImporter) -> bool:
    try:
        validate_files(fail_on_warnings=True, max_history=None, importer=importer)
    except SystemExit:
        return False
    return True


def sort_out(messages: Iterable[str], replies: Replies) -> tuple[list[str], int]:
    """The warnings that matter, and how many were on replies that somebody says."""
    left, known = [], 0
    for message in messages:
        unused = UNUSED_REPLY.search(message)
        if unused is None:
            left += [message] if not any(words in message for words in OF_LIBRARIES) else []
        else:
            known += replies.used(unused[1])
    return left, known


def main() -> int:
    """Print what matters; 1 if there is anything."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        load_clinic()
        replies = load_replies(ROOT)
        passed, messages = rasa_warnings(ROOT)
    except (RasaException, YAMLError, AnswersError, ClinicError) as error:
        print(error, file=sys.stderr)
        return 1
    left, known = sort_out(messages, replies)
    problems = [*left, *replies.problems()]
    print("\n".join([*problems, f"{len(replies.lines)} replies; {known} of them are said by actions alone"]))
    return 0 if passed and not problems else 1


if __name__ == "__main__":
    sys.exit(main())
