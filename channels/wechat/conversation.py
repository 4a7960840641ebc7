"""What a message means, and the answer to it."""

from __future__ import annotations

import functools
import logging
import secrets
import unicodedata

from channels.apologies import Apologies
from channels.rasa import Message, RasaError
from channels.services import Services
from channels.turns import TURN_SECONDS
from channels.visitor_text import LIMIT, Empty, TooLong, clean
from channels.wechat.answers import SILENCE, Answer
from channels.wechat.api import Api
from channels.wechat.choices import Choices
from channels.wechat.coordinates import to_wgs84
from channels.wechat.links import MORE
from channels.wechat.messages import Event, Incoming, Location, Text, Voice
from channels.wechat.profile import find_language
from channels.wechat.rendering import language_of, render
from channels.wechat.settings import WeChatSettings
from channels.wechat.stickers import is_emoticon, is_unsupported, word_of
from channels.wechat.visitors import Visitor
from channels.words import say
from semantics.languages import LANGUAGES

logger = logging.getLogger(__name__)

NEARBY = '/nearby{"near": "me"}'


class Conversation:
    """Answers the visitors of one account, one message at a time.

    ``api`` is None for an account without an AppSecret.
    """

    def __init__(self, services: Services, settings: WeChatSettings, api: Api | None) -> None:
        self._turns = services.turns
        self._limits = services.limits
        self._most = services.settings.messages_per_minute
        self._public_url = services.settings.public_url
        self._languages = services.languages
        self._apologies = Apologies(services.contact)
        self._settings = settings
        self._api = api

    async def answer(self, visitor: Visitor, message: Incoming) -> Answer:
        """Return the answer to ``message``, silence where none is due."""
        if isinstance(message, Text):
            return await self._words(visitor, message, message.text, message.menu_id)
        if isinstance(message, Voice):
            if message.words.strip():
                return await self._words(visitor, message, message.words)
            return await self._say(visitor, "wechat.type_please")
        if isinstance(message, Location):
            await visitor.set_position(*to_wgs84(message.latitude, message.longitude))
            return await self._turn(visitor, message, NEARBY)
        if isinstance(message, Event):
            return await self._event(visitor, message)
        return await self._say(visitor, "wechat.text_please")

    async def language(self, visitor: Visitor, text: str = "") -> str:
        """Return the language that ``text`` shows, else the conversation's, else the account's."""
        return await self._languages.of(visitor.conversation, text, self._settings.language)

    async def apology(self, language: str) -> Answer:
        """Return what is said when there is no answer, with whom to call."""
        return Answer("\n\n".join(m["text"] for m in await self._apologies.failed(language)))

    async def _event(self, visitor: Visitor, event: Event) -> Answer:
        if event.name == "SUBSCRIBE":
            language = await find_language(self._api, visitor.openid) if self._api else None
            if language:
                await self._languages.remember(visitor.conversation, language)
            return await self._say(visitor, "wechat.welcome")
        if event.name == "SCAN":
            return await self._say(visitor, "wechat.welcome")
        if event.name == "CLICK":
            return await self._words(visitor, event, event.key)
        if event.name == "LOCATION" and event.position:
            await visitor.set_position(*event.position)
        if event.name == "UNSUBSCRIBE":
            await self._delete(visitor)
            await visitor.forget()
            await self._languages.forget(visitor.conversation)
        return SILENCE

    async def _delete(self, visitor: Visitor) -> None:
        try:
            await self._turns.restart(visitor.conversation, "wechat")
        except RasaError as error:
            logger.error("a conversation was not deleted: %s", error)

    async def _words(
        self, visitor: Visitor, message: Incoming, text: str, menu_id: str = ""
    ) -> Answer:
        if is_unsupported(text):
            return await self._say(visitor, "wechat.text_please")
        if is_emoticon(text):
            return await self._say(visitor, "wechat.emoticon")
        try:
            typed = clean(word_of(text) or text)
        except Empty:
            return await self._say(visitor, "wechat.text_please")
        except TooLong:
            return await self._say(visitor, "refusal.too_long", limit=LIMIT)
        if menu_id == MORE or is_more(typed):
            rest = await visitor.take_rest()
            if rest:
                return Answer(rest)
            if await visitor.is_owed():
                return SILENCE
            if menu_id == MORE:
                return await self._say(visitor, "wechat.no_more")
        payload = (await visitor.choices()).pick(typed, menu_id)
        if payload is None and menu_id:
            return await self._say(visitor, "refusal.button_gone")
        if payload is None and _shows_language(typed):
            await self.language(visitor, typed)
        return await self._turn(visitor, message, payload or typed)

    async def _turn(self, visitor: Visitor, message: Incoming, text: str) -> Answer:
        wait = await self._limits.exceeded("wechat", visitor.key, self._most)
        if wait is not None:
            return Answer(say(await self.language(visitor), "refusal.too_many", seconds=wait))
        messages = await self._ask(visitor, message, text)
        told = language_of(messages)
        if told in LANGUAGES:
            await self._languages.remember(visitor.conversation, told)
        language = await self.language(visitor)
        list_id = secrets.token_hex(3)
        bubble = render(
            messages,
            language=language,
            list_id=list_id,
            public_url=self._public_url,
        )
        await visitor.set_choices((await visitor.choices()).shown(list_id, bubble.payloads))
        await visitor.take_rest()
        transfers = self._settings.can_transfer and not isinstance(message, Event)
        if bubble.wants_person and transfers:
            return Answer(bubble.text, "transfer")
        if not bubble.text:
            return await self.apology(language)
        return Answer(bubble.text, article=bubble.article)

    async def _ask(self, visitor: Visitor, message: Incoming, text: str) -> list[Message]:
        metadata: dict[str, object] = {"language": await self.language(visitor)}
        position = await visitor.take_position()
        if position:
            metadata["position"] = position
        outcome = await self._turns.turn(
            visitor.conversation,
            message.id,
            text,
            channel="wechat",
            metadata=metadata,
            # In the background: it is told however late it comes.
            deadline=TURN_SECONDS + 5,
        )
        return outcome.messages

    async def _say(self, visitor: Visitor, key: str, **values: object) -> Answer:
        await visitor.set_choices(Choices((await visitor.choices()).lists))
        return Answer(say(await self.language(visitor), key, **values))


def is_more(text: str) -> bool:
    """Say whether the whole of ``text`` asks to go on: "more", "继续"."""
    return unicodedata.normalize("NFKC", text).strip(" .!。！").casefold() in _more_words()


@functools.cache
def _more_words() -> frozenset[str]:
    return frozenset(w for code in LANGUAGES for w in say(code, "wechat.more.words").split("|"))


def _shows_language(text: str) -> bool:
    """Say whether ``text`` is more than a number, a sign or a short word that all languages use."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 or any(not c.isascii() for c in letters)
