"""Rasa graph components and channel: thin adapters from physio.reading to Rasa."""
