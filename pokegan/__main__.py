"""`python -m pokegan`."""

from pokegan.cli import run

run()
