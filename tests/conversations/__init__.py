"""Whole dialogues by behaviour."""
