"""The tests, and the stack that they run on."""
