"""What the routes work with, built once for each application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from channels.buttons import Buttons
from channels.contact import Contact
from channels.database import Database
from channels.history import History
from channels.languages import Languages
from channels.limits import Limits
from channels.metrics import Metrics
from channels.rasa import Rasa
from channels.sessions import Sessions
from channels.settings import Settings
from channels.state import Store
from channels.turns import Turns


@dataclass(frozen=True)
class Services:
    """The parts of one application; ``clock`` tells Unix time.

    ``endings`` are called when the application ends and its turns have, the newest first.
    """

    settings: Settings
    rasa: Rasa
    store: Store
    turns: Turns
    contact: Contact
    database: Database
    clock: Callable[[], float]
    metrics: Metrics
    buttons: Buttons
    history: History
    languages: Languages
    limits: Limits
    sessions: Sessions
    endings: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
