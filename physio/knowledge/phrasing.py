"""The patterns of `phrases.yml`, with their groups written out."""

from __future__ import annotations

import re
from collections.abc import Mapping

NOTHING = "nothing"  # what an everyday use of clinical words means
NOT_DONE = "not_done"  # what an everyday use of the words for an activity means
_GROUP = re.compile(r"\{([a-z_]+)\}")


def written_out(pattern: str, groups: Mapping[str, str]) -> re.Pattern[str]:
    """The regular expression of a phrase. KeyError for an unknown group, re.error for a bad pattern."""
    return re.compile(_GROUP.sub(lambda name: f"(?:{groups[name[1]]})", pattern))
