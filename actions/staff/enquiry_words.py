"""What the message form says: its questions, what was wrong, the summary, the receipt."""

from __future__ import annotations

from actions.dialogue.contact_hint import call_office
from actions.dialogue.turn import Turn
from actions.hours.sentences import now_sentence
from actions.staff.enquiry_draft import STEPS, TOPICS, Draft, Step
from actions.staff.enquiry_steps import CANCEL, CHANGES, SEND
from actions.staff.form_messages import CHOICE
from actions.wording import formats
from actions.wording.reply import Button, Reply, button
from listings.models import Enquiry

_INPUTS: dict[Step, str] = {
    "topic": "choice",
    "text": "textarea",
    "reach": "text",
    "consent": "choice",
}


def ask(turn: Turn, draft: Draft) -> Reply:
    """Return the question of the open step, with its choices as lines and as buttons."""
    step = draft.step
    cancel = _choice(turn, "cancel", CANCEL)
    choices: tuple[Button, ...] = ()
    lines = [turn.say(f"enquiry_ask.{step}")]
    if step == "topic":
        choices = tuple(_topic(turn, topic) for topic in TOPICS)
    elif step == "consent":
        lines = [*_summary(turn, draft), *lines]
        changes = (_choice(turn, c.partition(":")[2], c) for c in CHANGES)
        choices = (_choice(turn, "send", SEND), *changes)
    if choices:
        numbered = enumerate((*choices, cancel), start=1)
        lines += [f"{number}. {choice.title}" for number, choice in numbered]
    custom = {
        "type": "form",
        "language": turn.language,
        "field": step,
        "input": _INPUTS[step],
        "step": STEPS.index(step) + 1,
        "of": len(STEPS),
    }
    return Reply("\n".join(lines), (*choices, cancel), custom)


def sent(turn: Turn, enquiry: Enquiry) -> str:
    """Return the receipt, with when the office is there and whom to call."""
    lines = [turn.say("enquiry.sent", receipt=enquiry.receipt)]
    lines += [now_sentence(turn, turn.office) if turn.office else "", call_office(turn)]
    return "\n".join(line for line in lines if line)


def _summary(turn: Turn, draft: Draft) -> list[str]:
    told = {"topic": turn.say(f"enquiry_topic.{draft.topic}"), "text": draft.text or ""}
    reach = draft.reach or ""
    # An address and a number show what they are; an ID does not.
    is_id = draft.reach_kind == "wechat"
    told["reach"] = turn.say("enquiry.wechat", id=reach) if is_id else reach
    lines = [turn.say("enquiry.summary")]
    return lines + [
        formats.field(turn.say(f"enquiry_field.{name}"), value, turn.language)
        for name, value in told.items()
    ]


def _topic(turn: Turn, topic: str) -> Button:
    title = turn.say(f"enquiry_topic.{topic}")
    return button(title, "leave_message", **{CHOICE: f"topic:{topic}"})


def _choice(turn: Turn, name: str, value: str) -> Button:
    return button(turn.say(f"enquiry_choice.{name}"), "leave_message", **{CHOICE: value})
