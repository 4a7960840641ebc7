"""What is not understood: asked back, then helped, then given to the office."""

from __future__ import annotations

from dataclasses import replace

from actions.conversation.change_language import languages_spoken
from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, MISUNDERSTANDINGS, SEARCH, TOPIC
from actions.dialogue.turn import Turn
from actions.interpretation.money import no_rate
from actions.interpretation.passages import passage_reply
from actions.interpretation.place_lookup import listed_place
from actions.interpretation.target_kind import only_kind
from actions.search.find import find
from actions.search.refine import changed_search
from actions.staff.enquiry_draft import draft_of_today, kept_open
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Button, Reply, button
from semantics.intents import SEARCH_OF, SUGGESTED, intent_of
from semantics.notes import NOT_UNDERSTOOD

_LIKELY = 2
# As what a message names by its kind is read, if it is among the first of the ranking.
_LIKELY_RANKS = 4
# The public process counts it, and shows nobody.
_COUNTED = {"type": NOT_UNDERSTOOD}
_NAMED = ("place", "area", "category", "cuisine")


class ActionNotUnderstood(TopicAction):
    """Asks back with the likeliest meanings, then says what it can do, then whom to call.

    What reads like a change of the last search is answered as one. Who left a message to the staff
    unfinished is brought back to it.

    Who writes in a language that it does not speak is told which ones it does.
    """

    intent = "nlu_fallback"

    def name(self) -> str:
        return "action_not_understood"

    def answer(self, turn: Turn) -> Reply:
        if turn.value("unsupported_language"):
            return languages_spoken()
        draft = draft_of_today(turn.slots, turn.sent_at)
        if draft is not None:
            # An e-mail address, for example, that was typed after the form had been closed.
            return Reply("", slots=kept_open(draft, turn.slots))
        as_change = changed_search(turn) or _likely_search(turn)
        if as_change is not None:
            return as_change
        found = passage_reply(turn)
        if found is not None:
            return found
        money = no_rate(turn)
        if money:
            return Reply(sentences(turn, money, call_office(turn)))
        times = int(turn.slots.get(MISUNDERSTANDINGS) or 0)
        slots = {MISUNDERSTANDINGS: times + 1}
        if times >= 2:
            text = sentences(turn, turn.say("fallback.third"), call_office(turn))
            return Reply(text, custom=_COUNTED, slots=slots)
        choices = tuple(button(turn.say(f"button.{i}"), i) for i in SUGGESTED)
        if times == 0:
            likely = _likely_meanings(turn)
            return Reply(turn.say("fallback.first"), likely or choices, _COUNTED, slots)
        return Reply(turn.say("fallback.second"), choices, _COUNTED, slots)


def _likely_search(turn: Turn) -> Reply | None:
    """Answer a search for the one kind of place that the message names, where that is likely.

    At the start of a conversation, where it goes on with nothing, it must be likelier.
    """
    kind = only_kind(turn)
    ranks = [intent for intent in turn.ranking if intent != ActionNotUnderstood.intent]
    most = _LIKELY_RANKS if _is_going_on(turn) else _LIKELY
    if kind is None or SEARCH_OF[kind] not in ranks[:most] or "out_of_scope" in ranks[:most]:
        return None
    reply = find(turn, kind)
    return replace(reply, slots={TOPIC: SEARCH_OF[kind], **reply.slots})


def _is_going_on(turn: Turn) -> bool:
    return bool(turn.slots.get(FOCUS) or turn.slots.get(SEARCH))


def _likely_meanings(turn: Turn) -> tuple[Button, ...]:
    """Return a button for each of the likeliest questions, about what the message names."""
    named = {
        e["entity"]: str(e["value"])
        for e in reversed(turn.entities)
        if e["entity"] in _NAMED and e.get("linked", True)
    }
    place = listed_place(turn, named["place"]) if "place" in named else None
    buttons = []
    for intent in [i for i in turn.ranking if intent_of(i).offered][:_LIKELY]:
        title = turn.say(f"button.{intent}")
        if place is not None:
            title = formats.field(title, turn.name(place), turn.language)
        buttons.append(button(title, intent, **named))
    return tuple(buttons)
