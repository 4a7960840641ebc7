"""What the tests of faults share with those of the channels."""

from tests.channels.conftest import client, clock, rasa

__all__ = ["client", "clock", "rasa"]
