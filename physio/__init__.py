"""The domain in plain Python: reading, safety, facts, advice, clinic. No web framework, no Rasa, no database."""
