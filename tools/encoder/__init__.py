"""Tunes the sentence encoder on our own messages."""
