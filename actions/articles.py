"""Articles: culture, business and transport."""

from __future__ import annotations

from collections.abc import Sequence

from actions.base import TopicAction
from actions.help_line import call_office
from actions.reply import Reply, button
from actions.sources import source_line
from actions.turn import Turn
from listings.models import Article, Place
from listings.queries.articles import find_articles, search_articles

_CHOICES = 4


class ActionAskCulture(TopicAction):
    """Tells about history, festivals, traditions, people and food."""

    def name(self) -> str:
        return "action_ask_culture"

    def answer(self, turn: Turn) -> Reply:
        return article_reply(turn, "culture")


class ActionAskBusiness(TopicAction):
    """Tells business news, policies and the economic zones."""

    def name(self) -> str:
        return "action_ask_business"

    def answer(self, turn: Turn) -> Reply:
        return article_reply(turn, "business")


class ActionAskTransport(TopicAction):
    """Tells about metro, buses, taxis, trains, ferries and the airport."""

    def name(self) -> str:
        return "action_ask_transport"

    def answer(self, turn: Turn) -> Reply:
        return article_reply(turn, "transport")


def article_reply(turn: Turn, group: str) -> Reply:
    """Return the article that fits the message best, with the next ones as buttons."""
    chosen = turn.value("article_id")
    if chosen is not None:
        found = [a for a in find_articles(turn.session, group=group) if a.id == chosen]
    else:
        found = search_articles(turn.session, turn.text, turn.language, group=group, limit=_CHOICES)
    if not found:
        return _choices(turn, group)
    best, others = found[0], found[1:]
    lines = [turn.pick(best.titles), turn.pick(best.bodies), source_line([best], turn.language)]
    custom = {
        "type": "article",
        "language": turn.language,
        "id": best.id,
        "title": turn.pick(best.titles),
        "source": source_line([best], turn.language),
    }
    return Reply("\n".join(x for x in lines if x), _buttons(turn, group, others), custom)


def mentioning(turn: Turn, place: Place, *, group: str, limit: int) -> list[Article]:
    """Return the articles of ``group`` whose text names ``place``, in any language."""
    names = [n.casefold() for n in place.names.values()]
    names += [a.casefold() for aliases in place.aliases.values() for a in aliases]
    found = []
    for article in find_articles(turn.session, group=group):
        body = " ".join([*article.titles.values(), *article.bodies.values()]).casefold()
        if any(name in body for name in names):
            found.append(article)
    return found[:limit]


def _choices(turn: Turn, group: str) -> Reply:
    """Say that nothing fits, and offer one article of each topic."""
    articles = find_articles(turn.session, group=group)
    by_topic = {a.topic: a for a in reversed(articles)}
    offered = [by_topic[topic] for topic in dict.fromkeys(a.topic for a in articles)]
    lines = [turn.say("article.none")]
    if offered:
        lines.append(turn.say("article.choices"))
    lines.append(call_office(turn))
    return Reply("\n".join(x for x in lines if x), _buttons(turn, group, offered))


def _buttons(turn: Turn, group: str, articles: Sequence[Article]) -> tuple:
    return tuple(
        button(turn.pick(a.titles) or a.id, f"ask_{group}", article_id=a.id) for a in articles
    )
