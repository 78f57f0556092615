"""Rasa custom actions: thin adapters from the conversation to physio and records."""
