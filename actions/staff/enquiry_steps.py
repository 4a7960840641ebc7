"""What an answer to an open step of the message form is: right, wrong, the end, or a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from babel.core import get_global

from actions.dialogue.turn import Turn
from actions.staff.contact_details import ReachError, parse_reach
from actions.staff.enquiry_draft import TOPICS, Draft
from actions.staff.form_messages import Heard
from actions.staff.short_answers import folded, is_said, number_in, words_of
from semantics.intents import intent_of
from semantics.languages import DEFAULT_LANGUAGE

SURE = 0.5
"""How certain it must be that a message is a question of its own, to be answered as one."""

LONGEST = 2000
_FEWEST_LETTERS = 2
_WECHAT = "wechat"
SEND, CANCEL = "send", "cancel"
CHANGES = ("change:text", "change:reach")
CONSENT_CHOICES = (SEND, *CHANGES, CANCEL)


@dataclass(frozen=True)
class Outcome:
    """What became of a message: ``draft`` is what is told after it.

    ``wrong``: no answer to the open step; ``problem`` is the key of the words that name why.
    """

    kind: Literal["taken", "wrong", "question", "cancelled", "sent"]
    draft: Draft
    problem: str = ""


def take(turn: Turn, draft: Draft, heard: Heard) -> Outcome:
    """Return what ``heard`` is to the draft, whose open step it may answer.

    Where the visitor writes freely, every typed message is what they write, but for a word that
    means "cancel". At the other steps a message that does not answer, and that is a question for
    certain, is one; so are thanks while nothing is told yet.
    """
    if heard.choice is not None:
        return _chosen(draft, heard.choice)
    if not heard.pressed and is_said(heard.text, "form.words.cancel"):
        return Outcome("cancelled", draft)
    if draft.step == "text" and not heard.pressed:
        return _text(draft, heard)
    if not heard.pressed or heard.intent in ("affirm", "deny"):
        outcome = _ANSWERS[draft.step](turn, draft, heard)
        if outcome is not None:
            return outcome
    # Who only called for the telephone number thanks for it, and writes nothing.
    is_courtesy = draft.step == "topic" and intent_of(heard.intent).courtesy
    if is_question(heard) or (is_courtesy and heard.confidence >= SURE):
        return Outcome("question", draft)
    if heard.intent == "start_over" and heard.confidence >= SURE:
        return Outcome("cancelled", draft)
    return Outcome("wrong", draft, f"enquiry_wrong.{draft.step}")


def is_question(heard: Heard) -> bool:
    """Say whether the message is for certain one that another action answers.

    A button that was pressed is answered whatever it asks, unless it is the form's.
    """
    in_form = intent_of(heard.intent).in_form
    is_asked = in_form != "taken" if heard.pressed else in_form == "answered"
    return heard.confidence >= SURE and is_asked


def _chosen(draft: Draft, choice: str) -> Outcome:
    """Take a button; one of a step that is over changes its answer, one of no sense nothing."""
    kind, _, value = choice.partition(":")
    if choice == CANCEL:
        return Outcome("cancelled", draft)
    if choice == SEND and draft.step == "consent":
        return Outcome("sent", draft)
    if choice == "change:text":
        return Outcome("taken", replace(draft, text=None))
    if choice == "change:reach":
        return Outcome("taken", replace(draft, reach=None, reach_kind=None))
    if kind == "topic" and value in TOPICS:
        return Outcome("taken", replace(draft, topic=value))
    return Outcome("taken", draft)


def _topic(_turn: Turn, draft: Draft, heard: Heard) -> Outcome | None:
    number = number_in(heard.text)
    if number is not None and 1 <= number <= len(TOPICS):
        return Outcome("taken", replace(draft, topic=TOPICS[number - 1]))
    if number == len(TOPICS) + 1 or _is(heard, "deny", "form.words.no"):
        return Outcome("cancelled", draft)
    for topic in TOPICS:
        if is_said(heard.text, f"enquiry_words.{topic}"):
            return Outcome("taken", replace(draft, topic=topic))
    return None


def _text(draft: Draft, heard: Heard) -> Outcome:
    if len(heard.text) > LONGEST:
        return Outcome("wrong", draft, "enquiry_wrong.text_long")
    if sum(c.isalpha() for c in heard.text) < _FEWEST_LETTERS:
        return Outcome("wrong", draft, "enquiry_wrong.text")
    return Outcome("taken", replace(draft, text=heard.text))


def _reach(turn: Turn, draft: Draft, heard: Heard) -> Outcome | None:
    try:
        reach = parse_reach(
            heard.text,
            countries=_countries(turn),
            wechat_words=words_of("form.words.wechat"),
            bare_id=turn.channel == _WECHAT,
        )
    except ReachError as error:
        if error.reason != "neither":
            return Outcome("wrong", draft, f"reach_wrong.{error.reason}")
        if _is(heard, "deny", "form.words.no"):
            return Outcome("wrong", draft, "enquiry_wrong.reach_needed")
        return None
    return Outcome("taken", replace(draft, reach_kind=reach.kind, reach=reach.value))


def _countries(turn: Turn) -> list[str]:
    """Return whose telephone numbers a visitor may write without the country's code.

    The city's first, then the one where most speak the visitor's language; English is spoken by
    visitors from anywhere.
    """
    home = get_global("likely_subtags").get(turn.language, "").rpartition("_")[2]
    abroad = home and turn.language != DEFAULT_LANGUAGE and home != turn.city.country
    return [turn.city.country, home] if abroad else [turn.city.country]


def _consent(_turn: Turn, draft: Draft, heard: Heard) -> Outcome | None:
    number = number_in(heard.text)
    if number is not None and 1 <= number <= len(CONSENT_CHOICES):
        return _chosen(draft, CONSENT_CHOICES[number - 1])
    for choice in CHANGES:
        if folded(heard.text) in words_of(f"enquiry_choice.{choice.partition(':')[2]}"):
            return _chosen(draft, choice)
    if _is(heard, "affirm", "form.words.yes"):
        return Outcome("sent", draft)
    return Outcome("cancelled", draft) if _is(heard, "deny", "form.words.no") else None


def _is(heard: Heard, intent: str, key: str) -> bool:
    is_meant = heard.intent == intent and heard.confidence >= SURE
    return is_meant or (not heard.pressed and is_said(heard.text, key))


_ANSWERS = {"topic": _topic, "text": lambda *_: None, "reach": _reach, "consent": _consent}
