"""The domain in plain Python: reading, safety, facts, advice, clinic. Knows no web, no Rasa, no database."""
