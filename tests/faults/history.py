"""What visitors said and heard, and whether each acknowledged message was answered as it must be.

In the manner of Jepsen: the history is recorded while faults happen, and judged afterwards by
rules that know nothing of the faults.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from channels.words import language_of_text


@dataclass(frozen=True)
class Exchange:
    """One message and its outcome.

    ``status`` is the last one heard: done, failed, or refused where the message was not taken.
    ``replies`` counts how often an answer, not an apology, was handed out for it.
    """

    visitor: str
    number: int
    language: str
    text: str
    status: str
    heard: tuple[str, ...]
    seconds: float


@dataclass
class History:
    """All exchanges, in the order in which they ended."""

    exchanges: list[Exchange] = field(default_factory=list)

    def faults(self, taken: Iterable[tuple[str, str]], *, most_seconds: float) -> list[str]:
        """Return a line for each rule that was broken; empty when none was.

        ``taken`` are the messages that Rasa took in, as (conversation, text), in order.
        """
        taken = list(taken)
        found = [
            f"{text!r} was taken in {count} times"
            for (_, text), count in Counter(taken).items()
            if count > 1
        ]
        answered = {text for _, text in taken}
        for each in self.exchanges:
            found += self._of_one(each, answered, most_seconds)
        return found + self._out_of_order(taken)

    def _of_one(self, each: Exchange, taken: set[str], most_seconds: float) -> list[str]:
        found = []
        if each.seconds > most_seconds:
            found.append(f"{each.text!r} waited {each.seconds:.1f} s")
        if not each.heard or not all(words.strip() for words in each.heard):
            found.append(f"{each.text!r} heard nothing")
        if each.status == "done" and each.heard[-1] != f"answer to {each.text}":
            found.append(f"{each.text!r} heard {each.heard[-1]!r}")
        if each.status == "done" and each.text not in taken:
            found.append(f"{each.text!r} was answered by nobody")
        if each.status != "done" and language_of_text(each.heard[-1]) != each.language:
            found.append(f"{each.text!r} heard another language: {each.heard[-1]!r}")
        return found

    def _out_of_order(self, taken: list[tuple[str, str]]) -> list[str]:
        numbers = {each.text: (each.visitor, each.number) for each in self.exchanges}
        last: dict[str, tuple[int, str]] = {}
        found = []
        for sender, text in taken:
            if text not in numbers:
                continue
            visitor, number = numbers[text]
            before = last.get(visitor)
            if before is not None and before[0] > number:
                found.append(f"{text!r} overtook one before it")
            if before is not None and before[1] != sender:
                found.append(f"{text!r} went to another conversation")
            last[visitor] = (number, sender)
        return found
