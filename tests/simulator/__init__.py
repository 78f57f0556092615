"""The simulator: seeded people with hidden facts, moods and habits who talk to the real patient API."""
