"""What is remembered: models, migrations and the transactions on them."""
