"""The sentence of an article that answers a question, before anything is refused."""

from __future__ import annotations

from collections.abc import Sequence

from actions.dialogue.contact_hint import call_office
from actions.dialogue.state import ARTICLE, FOCUS
from actions.dialogue.turn import Entity, Turn
from actions.interpretation.countries import countries_in, country_name
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.queries import answering_sentence, answers_in_articles, find_articles
from listings.remembering import kept
from listings.search_index import MIN_SCORE, SURE_SCORE, has_subject
from listings.texts import sentences_of

# What asks for a number or a date; who and why are asked for by words of their own.
_FIGURES = frozenset({"number", "when"})
# An article of so many sentences is told as a whole.
SHORT = 3


def passage_reply(turn: Turn, *, min_score: float = MIN_SCORE) -> Reply | None:
    """Return the answering sentence under its article's title, the whole behind a button.

    A short article is told as a whole. None where no article clearly fits the message.
    """
    if not has_subject(turn.text):
        return None
    found = answers_in_articles(
        turn.session,
        _without_city(turn),
        turn.language,
        min_score=min_score,
        is_number=asks_figure(turn),
        about=countries_said(turn),
        limit=1,
    )
    if not found or not found[0].passage:
        return None
    article = found[0].article
    title = turn.read(article.titles) or article.id
    body = turn.read(article.bodies) or ""
    is_short = len(sentences_of(body)) <= SHORT
    line = formats.field(title, body if is_short else found[0].passage, turn.language)
    lead = turn.say("article.closest") if found[0].score < SURE_SCORE else ""
    source = source_line([article], turn.language, turn.sources)
    custom = {
        "type": "articles",
        "language": turn.language,
        "articles": [{"id": article.id, "title": title}],
        "source": source,
    }
    more = button(turn.say("button.more"), f"ask_{article.group}", article_id=article.id)
    buttons = () if is_short else (more,)
    return Reply("\n".join(x for x in (lead, line, source) if x), buttons, custom)


def surely_of_article(turn: Turn, *, min_score: float = SURE_SCORE) -> str | None:
    """Return the group of the article that surely answers the message, None without one.

    Surely is what scores at least ``min_score``.
    """
    if not turn.text:
        return None
    text = _without_city(turn)

    def find() -> str | None:
        found = answers_in_articles(turn.session, text, turn.language, min_score=min_score, limit=1)
        return found[0].article.group if found else None

    # Several rules ask it of one message.
    return kept(turn.session, ("article", text, turn.language, min_score), find)


def countries_said(turn: Turn) -> tuple[str, ...]:
    """Return the countries of the message, as the visitor wrote them and by their names."""
    said = [turn.text[e["start"] : e["end"]] for e in turn.entities if _is_country(e)]
    return tuple(dict.fromkeys([*said, *(country_name(turn, c) for c in countries_in(turn))]))


def _is_country(entity: Entity) -> bool:
    return entity["entity"] == "country" and "start" in entity


def told_of_more(turn: Turn) -> str | None:
    """Return the group of the article that surely fits and whose words go beyond a place's name.

    The tea of a mountain is about the tea, though the mountain is a sight. None without one.
    """
    text = turn.text
    for e in sorted(turn.entities, key=lambda e: -int(e.get("start", 0))):
        if e["entity"] in ("place", "area", "city") and "start" in e:
            text = f"{text[: e['start']]} {text[e['end'] :]}"
    if not turn.text or text == turn.text or not text.strip():
        return None
    whole, rest = (
        answers_in_articles(turn.session, t, turn.language, min_score=SURE_SCORE, limit=1)
        for t in (turn.text, text)
    )
    is_same = bool(whole and rest) and whole[0].article.id == rest[0].article.id
    return whole[0].article.group if is_same else None


def _without_city(turn: Turn) -> str:
    """Return the message without the city's name, which every article has; all where it is all."""
    text = turn.text
    for e in sorted(turn.entities, key=lambda e: -int(e.get("start", 0))):
        if e["entity"] == "city" and "start" in e:
            text = f"{text[: e['start']]} {text[e['end'] :]}"
    return text if text.strip() else turn.text


def asks_figure(turn: Turn) -> bool:
    """Say whether the message asks for a number or a date."""
    return bool(_FIGURES & set(turn.values("figure")))


def instead_of_asking(turn: Turn) -> Reply | None:
    """Return what an article says to a question that would be asked back: which place is meant?

    None where the message names or points at a place, or asks of a way, so that only the visitor
    can tell. A name that no place has may be what an article is about, if that fits well.
    """
    if turn.intent == "ask_way":
        return None
    places = [e for e in turn.wanted if e["entity"] == "place"]
    linked = any(e.get("linked", True) or e.get("candidates") for e in places)
    if linked or any(map(turn.values, ("ordinal", "reference", "near"))):
        return None
    is_of_place = places or turn.value("asks") or turn.value("time")
    found = passage_reply(turn, min_score=SURE_SCORE if is_of_place else MIN_SCORE)
    if found is not None and places and turn.value("attribute") and not _speaks_of(found, places):
        # What a place costs that nobody knows is told by no article on something else.
        return None
    return found or (None if places else _of_last_article(turn))


def _speaks_of(reply: Reply, names: Sequence[Entity]) -> bool:
    """Say whether a reply has one of the names in it."""
    return any(str(e["value"]).casefold() in reply.text.casefold() for e in names)


def _of_last_article(turn: Turn) -> Reply | None:
    """Return the sentence of the article told last that fits best, with whom to ask for more.

    "Until when does that hold?" None where no article was told last.
    """
    told = turn.slots.get(ARTICLE) if not turn.slots.get(FOCUS) else None
    article = next((a for a in find_articles(turn.session) if a.id == told), None)
    if article is None:
        return None
    body = turn.read(article.bodies) or ""
    passage = answering_sentence(turn.session, turn.text, body, is_number=asks_figure(turn))
    line = formats.field(turn.read(article.titles) or article.id, passage, turn.language)
    source = source_line([article], turn.language, turn.sources)
    lines = (turn.say("article.closest"), line, call_office(turn), source)
    return Reply("\n".join(x for x in lines if x))
