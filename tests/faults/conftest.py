"""What the tests of faults share with those of the channels."""

from tests.channels.conftest import client, clock, rasa
from tests.integration.conftest import postgres_server

__all__ = ["client", "clock", "postgres_server", "rasa"]
