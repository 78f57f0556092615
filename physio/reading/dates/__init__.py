"""From words to dates: Duckling, the expressions it doesn't know, and which of two readings is meant."""
