"""How well messages are read, in numbers: `make nlu-report`. A floor of `floors.yml` that breaks fails it."""
