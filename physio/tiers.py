"""The ids of the urgency tiers, most urgent first; `data/knowledge/tiers.yml` says what they mean."""

from __future__ import annotations

TIERS = ("999", "ae", "same_day", "urgent", "routine")
