"""The whole assistant in this process: Rasa's agent, our actions, a city's database, a fixed clock.

Nothing listens on a port: the agent hands the calls of its action endpoint to the executor of
``rasa_sdk``, which an action server would do too.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ["RASA_TELEMETRY_ENABLED"] = "false"

with warnings.catch_warnings():
    # Of Rasa's dependencies; pyproject.toml has the list.
    warnings.simplefilter("ignore")
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
    from rasa.utils.endpoints import ClientResponseError, EndpointConfig
    from rasa.utils.log_utils import configure_structlog
    from rasa_sdk.executor import ActionExecutor
    from rasa_sdk.interfaces import ActionExecutionRejection

from actions import database, topic_action
from actions.dialogue.turn import Turn
from channels.visitor_text import clean
from listings.database import create_engine_from, upgrade
from listings.importing import import_city

ROOT = Path(__file__).resolve().parents[2]
QINGDAO = ROOT / "listings" / "seed" / "qingdao"
NOW = datetime(2026, 11, 27, 14, 0)
"""The moment of the conversations that were judged, in the city's time: a Friday."""

# A busy machine must not turn an answer into an apology.
_BUDGET_SECONDS = 60.0
_CHANNEL = "rest"
_WAITING = ("action_listen", "action_session_start")
# The loggers whose lines are shown.
_LOGGED = "actions"


@dataclass(frozen=True)
class Exchange:
    """A message and what became of it.

    ``reply`` is all that the visitor reads, the titles of buttons last; ``intent`` is the
    classifier's, ``actions`` what Rasa ran, ``slots`` what changed, ``log`` the lines of our
    actions, where the rule that decided stands.
    """

    message: str
    reply: str
    buttons: tuple[Mapping[str, Any], ...]
    custom: tuple[Mapping[str, Any], ...]
    intent: str
    confidence: float
    entities: tuple[Mapping[str, Any], ...]
    actions: tuple[str, ...]
    slots: Mapping[str, Any]
    log: tuple[str, ...]


@dataclass
class Clock:
    """A clock that stands still; without a time zone it shows the city's time."""

    now: datetime = NOW


class Assistant:
    """A trained model with the actions of this checkout; see :func:`assistant`.

    ``clock`` may be set between two messages.
    """

    def __init__(self, agent: Agent, clock: Clock) -> None:
        self._agent = agent
        self.clock = clock

    async def say(
        self, conversation: str, message: str, *, language: str | None = None
    ) -> Exchange:
        """Say a message in a conversation, a new one where its name is new.

        ``language`` is that of the page, where there is one. A message that starts with "/" is the
        payload of a button.
        """
        text = message if message.startswith("/") else clean(message)
        output = CollectingOutputChannel()
        metadata = {"language": language} if language else {}
        with _log_lines() as log:
            await self._agent.handle_message(
                UserMessage(text, output, conversation, input_channel=_CHANNEL, metadata=metadata)
            )
        return await self._exchange(conversation, text, output.messages, tuple(log))

    async def _exchange(
        self, conversation: str, text: str, sent: list[dict[str, Any]], log: tuple[str, ...]
    ) -> Exchange:
        tracker = await self._agent.tracker_store.retrieve(conversation)
        assert tracker is not None
        events = list(tracker.events)
        last = max(i for i, event in enumerate(events) if isinstance(event, UserUttered))
        said, after = events[last], events[last:]
        buttons = tuple(button for reply in sent for button in reply.get("buttons") or ())
        texts = [reply["text"] for reply in sent if reply.get("text")]
        titles = " | ".join(str(button["title"]) for button in buttons)
        parsed = said.parse_data or {}
        return Exchange(
            message=text,
            reply="\n".join([*texts, *([f"[{titles}]"] if titles else [])]),
            buttons=buttons,
            custom=tuple(reply["custom"] for reply in sent if reply.get("custom")),
            intent=str(said.intent_name),
            confidence=float((said.intent or {}).get("confidence") or 0),
            entities=tuple(parsed.get("entities") or ()),
            actions=tuple(
                str(e.action_name)
                for e in after
                if isinstance(e, ActionExecuted) and e.action_name not in _WAITING
            ),
            slots={e.key: e.value for e in after if isinstance(e, SlotSet)},
            log=log,
        )


@asynccontextmanager
async def assistant(
    model: Path | None = None, *, city: Path = QINGDAO, now: datetime = NOW
) -> AsyncIterator[Assistant]:
    """Give an assistant with a city's data in a database of its own, where it is always ``now``.

    ``now`` without a time zone is in the city's. Without ``model`` it is the newest of models/.

    Raises:
        FileNotFoundError: There is no model.
    """
    configure_structlog(logging.ERROR)
    clock = Clock(now)
    with _served(city), _standing(clock):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            agent = Agent.load(str(model or newest_model()), action_endpoint=_InProcess())
        yield Assistant(agent, clock)


def newest_model() -> Path:
    """Return the newest trained model.

    Raises:
        FileNotFoundError: There is none yet.
    """
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise FileNotFoundError("no model in models/: run `make train` first")
    return models[-1]


class _InProcess(EndpointConfig):  # type: ignore[misc]
    """An action endpoint that is no server."""

    def __init__(self) -> None:
        super().__init__(url="", enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *, json: dict[str, Any], **_: Any) -> Any:
        """Run the action of the call; see ``rasa.core.actions.action.RemoteAction.run``."""
        try:
            return await self._executor.run(json)
        except ActionExecutionRejection as rejection:
            body = {"error": str(rejection), "action_name": rejection.action_name}
            raise ClientResponseError(400, str(rejection), dumps(body)) from rejection


@contextmanager
def _served(city: Path) -> Iterator[None]:
    """Let everything inside the block read a new database with the city's data."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/city.sqlite3"
        upgrade(url)
        engine = create_engine_from(url)
        try:
            import_city(engine, city)
            with mock.patch.dict(os.environ, {"DATABASE_URL": url}):
                database._sessions.cache_clear()
                yield
        finally:
            database._sessions.cache_clear()
            engine.dispose()


@contextmanager
def _standing(clock: Clock) -> Iterator[None]:
    """Let every turn look at ``clock``, and give actions all the time that they need."""

    def in_the_city(turn: Turn) -> datetime:
        zone, now = ZoneInfo(turn.city.timezone), clock.now
        return now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)

    with (
        mock.patch.object(Turn, "now", property(in_the_city)),
        mock.patch.object(topic_action, "BUDGET_SECONDS", _BUDGET_SECONDS),
    ):
        yield


@contextmanager
def _log_lines() -> Iterator[list[str]]:
    """Give the list that the log lines of our actions go to."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger(_LOGGED)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield lines
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
