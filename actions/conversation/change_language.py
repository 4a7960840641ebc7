"""The language of the conversation, and what is said in one that is not spoken."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.catalogue import say
from actions.wording.reply import Reply, button
from semantics.languages import LANGUAGES

_UNSUPPORTED_IN = ("en", "zh")


class ActionChangeLanguage(TopicAction):
    """Changes the language on request; offers the languages when the one asked for is unknown."""

    def name(self) -> str:
        return "action_change_language"

    def answer(self, turn: Turn) -> Reply:
        language = _wished(turn)
        if language in LANGUAGES:
            return Reply(say(language, "language.changed"), slots={"language": language})
        buttons = tuple(
            button(say(code, "language.name"), "change_language", requested_language=code)
            for code in LANGUAGES
        )
        names = formats.row([b.title for b in buttons], turn.language)
        return Reply("\n".join((turn.say("language.choose"), names)), buttons)


def _wished(turn: Turn) -> str | None:
    """Return the language that is asked for; of several the one that the message is written in.

    "I don't speak Korean, English please."
    """
    named = turn.values("requested_language")
    written = turn.value("language")
    return written if len(named) > 1 and written in named else next(iter(named), None)


def languages_spoken() -> Reply:
    """Return one line in English and in Chinese, whatever the language of the conversation."""
    names = {code: say(code, "language.name") for code in LANGUAGES}
    lines = [
        say(code, "language.unsupported", languages=formats.listing([*names.values()], code))
        for code in _UNSUPPORTED_IN
    ]
    buttons = (button(n, "change_language", requested_language=c) for c, n in names.items())
    return Reply("\n".join(lines), tuple(buttons))
