"""The frame of the actions: time budget, broken database, channels, slots."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions import database, topic_action
from actions.conversation.change_language import ActionChangeLanguage
from actions.conversation.fallback import ActionNotUnderstood
from actions.dialogue.turn import Turn
from actions.hours.action import ActionAskHours, ActionAskOfficeHours
from actions.itinerary.action import ActionPlanVisit
from actions.place_facts import emergency
from actions.place_facts.contact import ActionAskContact
from actions.place_facts.details import ActionAskDetails
from actions.place_facts.emergency import ActionEmergency
from actions.search.find import ActionFindAttractions, ActionFindDining, ActionFindHotels
from actions.search.refine import ActionSelectItem
from actions.topic_action import TopicAction
from actions.wording.catalogue import say
from actions.wording.reply import Button, Reply
from listings.database import session_factory
from logs import turn_id

from .conftest import LANGUAGES


class ActionAsk(TopicAction):
    """Answers with what ``answer`` was given to do.

    An action server makes every action of the process without arguments, this one too.
    """

    def __init__(self, does: Any = None) -> None:
        self._does = does

    def name(self) -> str:
        return "action_ask_for_tests"

    def answer(self, turn: Turn) -> Reply:
        done: Reply = self._does(turn)
        return done


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """The action server has the invented city."""
    monkeypatch.setattr(database, "session", session_factory(engine))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The action server's database does not answer."""

    def fail() -> None:
        raise OperationalError("SELECT 1", {}, Exception("no such server"))

    monkeypatch.setattr(database, "session", fail)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, city_folder: Path) -> Iterator[None]:
    """CITY_DIR is the invented city."""
    monkeypatch.setenv("CITY_DIR", str(city_folder))
    emergency.lines_of_files.cache_clear()
    yield
    emergency.lines_of_files.cache_clear()


def tracker(
    language: str | None = "en",
    *,
    text: str = "",
    channel: str = "rest",
    metadata: dict[str, Any] | None = None,
    entities: tuple[dict[str, Any], ...] = (),
    before: Sequence[dict[str, Any]] = (),
    **slots: Any,
) -> Tracker:
    message = {"text": text, "entities": list(entities), "intent": {"name": "ask_details"}}
    message["metadata"] = metadata or {}
    event = {"event": "user", "text": text, "input_channel": channel, "parse_data": message}
    event["metadata"] = message["metadata"]
    given = {"language": language, **slots}
    events = [*before, event]
    return Tracker("visitor", given, message, events, False, None, {}, "action_listen")


async def run(action: TopicAction, tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the messages and the slots that the action sets."""
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    return dispatcher.messages, {e["name"]: e["value"] for e in events}


CASTLE = ({"entity": "place", "value": "castelo-da-gaivota"},)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_broken_database_is_told_in_the_visitors_language(
    broken: None, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        messages, slots = await run(ActionAskDetails(), tracker(language, entities=CASTLE))
    assert [m["text"] for m in messages] == [say(language, "error.unavailable")]
    assert slots == {}
    assert [r.levelname for r in caplog.records] == ["ERROR"]
    assert "action_ask_details" in caplog.text


async def test_what_an_action_logs_is_of_the_messages_turn(
    broken: None, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str | None] = []

    class Seen(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            seen.append(turn_id.current())
            return True

    told = tracker(metadata={"turn": "ab12cd34ef56"}, entities=CASTLE)
    seeing = Seen()
    caplog.handler.addFilter(seeing)
    try:
        await run(ActionAskDetails(), told)
    finally:
        caplog.handler.removeFilter(seeing)
    assert set(seen) == {"ab12cd34ef56"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_emergency_numbers_come_from_the_files_when_the_database_is_broken(
    broken: None, files: None, language: str
) -> None:
    messages, _ = await run(ActionEmergency(), tracker(language))
    assert messages[0]["text"].startswith(say(language, "emergency.heading"))
    assert "112" in messages[0]["text"]


async def test_without_database_and_files_an_emergency_still_gets_an_answer(
    broken: None, files: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CITY_DIR", str(tmp_path))
    messages, _ = await run(ActionEmergency(), tracker())
    assert messages[0]["text"] == say("en", "error.unavailable")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_answer_that_takes_too_long_becomes_an_apology(
    served: None, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(topic_action, "BUDGET_SECONDS", 0.02)
    done = threading.Event()

    def wait(_turn: Turn) -> Reply:
        done.wait(5)
        return Reply("too late")

    try:
        messages, _ = await run(ActionAsk(wait), tracker(language))
    finally:
        done.set()
    assert [m["text"] for m in messages] == [say(language, "error.unavailable")]


async def test_before_a_visitor_shows_a_language_the_channels_is_spoken(served: None) -> None:
    for slot, told, spoken in ((None, "zh", "zh"), ("ja", "zh", "ja"), (None, "fr", "en")):
        visitor = tracker(slot, metadata={"language": told})
        messages, _ = await run(ActionAskContact(), visitor)
        assert say(spoken, "field.phone") in messages[0]["text"]


async def test_a_conversation_of_no_known_language_is_answered_in_english(served: None) -> None:
    for language in (None, "fr"):
        messages, _ = await run(ActionAskContact(), tracker(language))
        assert "Phone: +351 210 000 100" in messages[0]["text"]


async def test_a_channel_that_can_draw_gets_the_structured_twin(served: None) -> None:
    messages, slots = await run(ActionAskDetails(), tracker(entities=CASTLE))
    assert messages[0]["custom"]["cards"][0]["id"] == "castelo-da-gaivota"
    assert messages[0]["buttons"][0] == {
        "title": "Tickets",
        "payload": '/ask_ticket{"place": "castelo-da-gaivota"}',
    }
    assert slots["focus_place"] == "castelo-da-gaivota"


@pytest.mark.parametrize(
    ("page", "slots", "meant"),
    [
        ("castelo-da-gaivota", {}, "castelo-da-gaivota"),
        ("no-such-place", {}, None),
        ("castelo-da-gaivota", {"focus_place": "another"}, "another"),
        ("castelo-da-gaivota", {"shown_places": ["another"]}, None),
        (["castelo-da-gaivota"], {}, None),
    ],
)
async def test_the_place_of_the_page_is_meant_until_another_is_spoken_of(
    served: None, page: object, slots: dict[str, Any], meant: str | None
) -> None:
    seen: list[object] = []

    def look(turn: Turn) -> Reply:
        seen.append(turn.slots.get("focus_place"))
        return Reply("seen")

    await run(ActionAsk(look), tracker(metadata={"place": page}, **slots))
    assert seen == [meant]


def said_at(page: str | None) -> dict[str, Any]:
    return {"event": "user", "metadata": {"place": page} if page else {}}


def spoken_of(place: str) -> dict[str, Any]:
    return {"event": "slot", "name": "focus_place", "value": place}


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ([said_at(None), spoken_of("another")], "castelo-da-gaivota"),
        ([said_at("grande-hotel"), spoken_of("another")], "castelo-da-gaivota"),
        ([said_at("grande-hotel"), said_at("castelo-da-gaivota")], "castelo-da-gaivota"),
        ([said_at("castelo-da-gaivota"), spoken_of("another")], "another"),
    ],
)
async def test_who_comes_to_another_page_means_its_place(
    served: None, before: list[dict[str, Any]], meant: str
) -> None:
    seen: list[object] = []

    def look(turn: Turn) -> Reply:
        seen.append(turn.slots.get("focus_place"))
        return Reply("seen")

    here = {"place": "castelo-da-gaivota"}
    await run(ActionAsk(look), tracker(metadata=here, before=before, focus_place="another"))
    assert seen == [meant]


async def test_the_staffs_shell_gets_no_json(served: None) -> None:
    messages, _ = await run(ActionAskDetails(), tracker(entities=CASTLE, channel="cmdline"))
    assert not messages[0]["custom"]
    assert messages[0]["text"]


async def test_the_payload_of_a_button_is_not_taken_for_words(served: None) -> None:
    seen: list[str] = []

    def look(turn: Turn) -> Reply:
        seen.append(turn.text)
        return Reply("seen")

    await run(ActionAsk(look), tracker(text='/ask_culture{"article_id": "x"}'))
    await run(ActionAsk(look), tracker(text="what is x?"))
    assert seen == ["", "what is x?"]


async def test_an_answer_ends_the_count_of_misunderstandings(served: None) -> None:
    _, slots = await run(ActionAskContact(), tracker(misunderstandings=2))
    assert slots["misunderstandings"] == 0
    _, slots = await run(ActionNotUnderstood(), tracker(misunderstandings=1))
    assert slots["misunderstandings"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_language_changes_on_request(served: None, language: str) -> None:
    wish = ({"entity": "requested_language", "value": language},)
    messages, slots = await run(ActionChangeLanguage(), tracker("en", entities=wish))
    assert messages[0]["text"] == say(language, "language.changed")
    assert slots["language"] == language


async def test_an_unknown_language_gets_the_choice_of_those_spoken(served: None) -> None:
    wish = ({"entity": "requested_language", "value": "fr"},)
    messages, slots = await run(ActionChangeLanguage(), tracker("en", entities=wish))
    assert [b["title"] for b in messages[0]["buttons"]] == ["English", "中文", "日本語", "한국어"]
    assert "日本語" in messages[0]["text"]
    assert "language" not in slots


async def test_words_of_the_domain_are_said_where_the_answer_names_them(served: None) -> None:
    dispatcher = CollectingDispatcher()
    await ActionAsk(lambda turn: Reply("", response="utter_affirm")).run(dispatcher, tracker(), {})
    assert [m["response"] for m in dispatcher.messages] == ["utter_affirm"]


class Says(TopicAction):
    """Says what it is given; as of any action, a server may make one of it."""

    def __init__(self, reply: Reply = Reply("")) -> None:  # noqa: B008
        self._reply = reply

    def name(self) -> str:
        return "action_says"

    def answer(self, turn: Turn) -> Reply:
        return self._reply


SIMPLIFIED = Reply(
    "营业时间：“全天”，香格里拉旁约2公里",
    (Button("门票", '/ask_ticket{"place": "castelo"}'),),
    {"type": "places", "cards": [{"id": "castelo", "name": "城堡广场", "stars": 5}]},
)


async def test_who_writes_traditional_characters_reads_them(served: None) -> None:
    messages, slots = await run(Says(SIMPLIFIED), tracker("zh", script="Hant"))
    said = messages[0]
    assert said["text"] == "營業時間：「全天」，香格里拉旁約2公里"
    assert said["buttons"] == [{"title": "門票", "payload": '/ask_ticket{"place": "castelo"}'}]
    assert said["custom"]["cards"] == [{"id": "castelo", "name": "城堡廣場", "stars": 5}]
    assert "language" not in slots


@pytest.mark.parametrize(("language", "script"), [("zh", "Hans"), ("ja", "Hant"), ("en", "Hant")])
async def test_everybody_else_reads_it_as_it_is(served: None, language: str, script: str) -> None:
    messages, _ = await run(Says(SIMPLIFIED), tracker(language, script=script))
    assert messages[0]["text"] == SIMPLIFIED.text


async def test_characters_that_two_languages_share_begin_a_language_where_none_is_known(
    served: None,
) -> None:
    shared = ({"entity": "language", "value": "zh", "role": "shared"},)
    _, slots = await run(Says(SIMPLIFIED), tracker(None, entities=shared))
    assert slots["language"] == "zh"
    _, slots = await run(Says(SIMPLIFIED), tracker("ja", entities=shared))
    assert "language" not in slots


async def test_what_goes_on_with_a_question_that_waits_is_answered(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(database, "session", database.sessions_on(engine))
    waiting = {"intent": "follow_up", "entities": [], "text": "and there?", "choices": []}
    asked = tracker(text="the castle", entities=CASTLE, pending=waiting, topic="ask_hours")
    asked.latest_message["intent"] = {"name": "select_item"}
    messages, _ = await run(ActionSelectItem(), asked)
    assert "Castelo da Gaivota" in messages[0]["text"]
    assert "failed" not in caplog.text


def _asked(intent: str, text: str, *entities: dict[str, Any], **slots: Any) -> Tracker:
    asked = tracker(text=text, entities=entities, **slots)
    asked.latest_message["intent"] = {"name": intent}
    return asked


@pytest.mark.parametrize(
    ("action", "asked", "most"),
    [
        (ActionAskHours, _asked("ask_hours", "open on Sunday?", *CASTLE), 4),
        (ActionAskOfficeHours, _asked("ask_office_hours", "when is the office open?"), 4),
        (ActionFindAttractions, _asked("find_attraction", "what is there to see?"), 8),
        (ActionFindHotels, _asked("find_hotel", "hotels"), 8),
        (
            ActionFindDining,
            _asked("find_dining", "fish", {"entity": "cuisine", "value": "seafood"}),
            8,
        ),
        (ActionPlanVisit, _asked("plan_visit", "plan a day"), 20),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_an_answer_asks_the_database_few_things(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    action: type[TopicAction],
    asked: Tracker,
    most: int,
) -> None:
    monkeypatch.setattr(database, "session", database.sessions_on(engine))
    # What is remembered while the content stays the same is asked for by whoever comes first.
    await run(action(), asked)
    statements: list[str] = []
    listen = (engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    event.listen(*listen)
    try:
        messages, _ = await run(action(), asked)
    finally:
        event.remove(*listen)
    assert messages
    assert 1 <= len(statements) <= most, statements
