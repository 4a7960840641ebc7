"""What became of the messages, by rules that know nothing of the faults."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.soak.visitors import Told
from channels.words import language_of_text

# Local names and addresses stand in brackets, and behind a source.
_LOCAL = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True)
class Verdict:
    """Counts of what must be none, and of what is only told; examples of each fault."""

    acknowledged: int
    answered: int
    apologised: int
    not_taken: int
    lost: list[str]
    duplicated: list[str]
    out_of_order: list[str]
    wrong_language: list[str]
    silent: list[str]
    late: list[str]

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled, in another language, silent or late."""
        faults = (self.lost, self.duplicated, self.out_of_order, self.wrong_language)
        return not any((*faults, self.silent, self.late))


def judge(told: list[Told], taken: dict[str, list[str]], *, most_seconds: float) -> Verdict:
    """Judge what visitors were told by what Rasa took in, of each conversation in order."""
    known = [each for each in told if each.status != "refused"]
    lost = [_named(each) for each in known if each.status == "pending"]
    duplicated, out_of_order = [], []
    for conversation in dict.fromkeys(each.conversation for each in told):
        said = [each for each in told if each.conversation == conversation]
        texts = taken.get(conversation, [])
        for each in said:
            count = texts.count(each.text)
            if count > 1:
                duplicated.append(_named(each))
            elif count == 0 and each.status == "done":
                lost.append(_named(each))
        order = [each.text for each in said]
        places = [order.index(text) for text in texts if text in order]
        if places != sorted(places):
            out_of_order.append(f"{conversation}: {texts}")
    return Verdict(
        acknowledged=len(known),
        answered=sum(each.status == "done" for each in known),
        apologised=sum(each.status == "failed" for each in known),
        not_taken=len(told) - len(known),
        lost=lost,
        duplicated=duplicated,
        out_of_order=out_of_order,
        wrong_language=[_named(e) for e in known if not all(map(e.language.__eq__, _spoken(e)))],
        silent=[_named(e) for e in known if not e.heard or not all(w.strip() for w in e.heard)],
        late=[_named(each) for each in known if each.seconds > most_seconds],
    )


def taken_in(conversations: Path) -> dict[str, list[str]]:
    """Return the visitors' texts of each conversation in the tracker's database, in order."""
    found: dict[str, list[str]] = {}
    query = (
        "SELECT sender_id, json_extract(data, '$.text') FROM events"
        " WHERE type_name = 'user' ORDER BY id"
    )
    with closing(sqlite3.connect(conversations)) as connection:
        for sender, text in connection.execute(query):
            if text and not text.startswith("/"):
                found.setdefault(sender, []).append(text)
    return found


def table(verdict: Verdict, memory: dict[str, list[float]]) -> Iterable[str]:
    """Yield the lines of the report."""
    yield "| | |"
    yield "|---|---:|"
    yield f"| acknowledged messages | {verdict.acknowledged} |"
    yield f"| answered | {verdict.answered} |"
    yield f"| apologised for | {verdict.apologised} |"
    yield f"| never acknowledged | {verdict.not_taken} |"
    for name in ("lost", "duplicated", "out_of_order", "wrong_language", "silent", "late"):
        yield f"| {name.replace('_', ' ')} | {len(getattr(verdict, name))} |"
    for name, found in memory.items():
        if found:
            change = 100 * (found[-1] / found[0] - 1)
            told = f"{found[0]:.0f} → {found[-1]:.0f} ({change:+.0f} %)"
            yield f"| memory of {name}, MiB | {told}, at most {max(found):.0f} |"
    for name in ("lost", "duplicated", "out_of_order", "wrong_language", "silent", "late"):
        for example in getattr(verdict, name)[:3]:
            yield f"{name.replace('_', ' ')}: {example}"


def _spoken(each: Told) -> list[str]:
    """Return the languages that were heard; what shows none counts as the visitor's own."""
    found = []
    for words in each.heard:
        plain = _LOCAL.sub("", words).split("\n")[0]
        language = language_of_text(plain, expected=each.language)
        found.append(language or each.language)
    return found


def _named(each: Told) -> str:
    return f"{each.conversation[:8]} {each.text!r} {each.status} {each.seconds:.1f} s"
