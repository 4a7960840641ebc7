"""Articles: culture, business, transport, and what travellers ask about in practice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.turn import Turn
from actions.hours.action import hours_reply
from actions.interpretation.named_places import places_named
from actions.interpretation.passages import SHORT, asks_figure, countries_said
from actions.topic_action import TopicAction
from actions.wording.reply import Button, Reply, button
from actions.wording.sources import source_line
from listings.models import Article, ArticleGroup, Event, Place
from listings.queries import ArticleAnswer, answers_in_articles, find_articles
from listings.search_index import MIN_SCORE, MIN_SCORE_OF_QUESTION, SURE_SCORE, has_subject
from listings.texts import sentences_of

_CHOICES = 4
_TITLES = 10
# How much more an article of a topic counts that the message names.
_OWN_TOPIC_WEIGHT = 1.5
_HARDLY_HEARD = 0.5
# Who browses a topic wants one article only where it is named.
_SURE_OF_BROWSING = 0.7
# Modes of transport.json that take a visitor to a sight inside the city.
_LOCAL_MODES = ("metro", "bus", "taxi", "tunnel")


class ActionAskCulture(TopicAction):
    """Tells about history, festivals, traditions, people and food."""

    intent = "ask_culture"

    def name(self) -> str:
        return "action_ask_culture"

    def answer(self, turn: Turn) -> Reply:
        event = _event_whose_days_are_asked(turn)
        return hours_reply(turn, event) if event is not None else article_reply(turn, "culture")


class ActionAskBusiness(TopicAction):
    """Tells business news, policies and the economic zones."""

    intent = "ask_business"

    def name(self) -> str:
        return "action_ask_business"

    def answer(self, turn: Turn) -> Reply:
        return article_reply(turn, "business")


class ActionAskTransport(TopicAction):
    """Tells about metro, buses, taxis, trains, ferries and the airport."""

    intent = "ask_transport"

    def name(self) -> str:
        return "action_ask_transport"

    def answer(self, turn: Turn) -> Reply:
        return article_reply(turn, "transport")


class ActionAskPractical(TopicAction):
    """Answers what travellers ask in practice (payment, visas, tips) where an article does.

    Everything else is a question for the staff.
    """

    intent = "ask_practical"

    def name(self) -> str:
        return "action_ask_practical"

    def answer(self, turn: Turn) -> Reply:
        found = answers_in_articles(
            turn.session,
            turn.text,
            turn.language,
            is_number=asks_figure(turn),
            about=countries_said(turn),
            limit=_CHOICES,
        )
        if found:
            return _answered(turn, found)
        return Reply(sentences(turn, turn.say("article.none"), call_office(turn)))


def _event_whose_days_are_asked(turn: Turn) -> Event | None:
    """Return the one event that the message names, where it asks when that is."""
    if "when" not in turn.values("figure"):
        return None
    named = places_named(turn)
    return named[0] if len(named) == 1 and isinstance(named[0], Event) else None


def article_reply(turn: Turn, group: ArticleGroup) -> Reply:
    """Return the article that fits the message best, with the next ones as buttons.

    A message about a topic as a whole ("which policies are there?") gets the titles of the topic to
    choose from, one about the whole group its topics.
    """
    chosen = turn.value("article_id") or turn.value("article")
    if chosen is not None:
        found = [a for a in find_articles(turn.session) if a.id == chosen]
        if found:
            return _told(turn, found, 1)
    query, topics = _without_general_words(turn), turn.values("topic")
    is_browsing = "all" in turn.values("browse")
    find = partial(
        answers_in_articles,
        turn.session,
        language=turn.language,
        group=group,
        is_number=asks_figure(turn),
        about=countries_said(turn),
        limit=_CHOICES,
    )
    answers = find(query)
    fits = _are_of(answers, topics)
    if fits:
        answers = sorted(answers, key=lambda a: -a.score * _weight(a, topics))
    if not fits and not is_browsing:
        # The word of the topic may be what tells which article is meant.
        whole = find(turn.text)
        fits = _are_of(whole[:1], topics)
        answers = whole if fits else answers
    least = _SURE_OF_BROWSING if is_browsing else SURE_SCORE
    is_sure = bool(answers) and answers[0].score >= least
    if not is_sure and (is_browsing or not fits):
        first = [answer.article for answer in answers]
        for topic in topics:
            of_topic = find_articles(turn.session, topic=topic)
            if len(of_topic) == 1:
                return _told(turn, of_topic, 1)
            if of_topic:
                return _titles(turn, topic, sorted(of_topic, key=lambda a: a not in first))
        if is_browsing or not turn.text:
            return _topics(turn, group)
    answers = answers or find(turn.text, min_score=MIN_SCORE_OF_QUESTION)
    return _answered(turn, answers) if answers else _choices(turn, group)


def _weight(answer: ArticleAnswer, topics: Sequence[str]) -> float:
    return _OWN_TOPIC_WEIGHT if answer.article.topic in topics else 1.0


def _are_of(answers: Sequence[ArticleAnswer], topics: Sequence[str]) -> bool:
    return bool({answer.article.topic for answer in answers} & set(topics))


def _titles(turn: Turn, topic: str, articles: Sequence[Article]) -> Reply:
    """Return the titles of a topic's articles to choose from."""
    shown = articles[:_TITLES]
    lines = [turn.say("article.topic", topic=turn.word("topic", topic))]
    lines += [f"- {turn.read(a.titles) or a.id}" for a in shown]
    if len(articles) > len(shown):
        lines.append(turn.say("event.more", count=len(articles) - len(shown)))
    custom = {
        "type": "articles",
        "language": turn.language,
        "articles": [{"id": a.id, "title": turn.read(a.titles)} for a in shown],
        "source": "",
    }
    return Reply("\n".join(lines), _buttons(turn, shown), custom)


def _topics(turn: Turn, group: ArticleGroup) -> Reply:
    """Return the topics of a group to choose from, with how many articles each has."""
    counts = Counter(a.topic for a in find_articles(turn.session, group=group))
    lines = [turn.say("article.topics")]
    lines += [f"- {turn.word('topic', topic)} ({n})" for topic, n in counts.items()]
    buttons = tuple(
        button(turn.word("topic", topic), f"ask_{group}", topic=topic) for topic in counts
    )
    custom = {"type": "articles", "language": turn.language, "articles": [], "source": ""}
    return Reply("\n".join(lines), buttons, custom) if counts else _choices(turn, group)


def _without_general_words(turn: Turn) -> str:
    """Return the message without the names of the topic and the city, which every article has.

    All of it where nothing else would be left.
    """
    text = turn.text
    for entity in sorted(turn.entities, key=lambda e: -int(e.get("start", 0))):
        if entity["entity"] in ("topic", "city") and "start" in entity:
            text = f"{text[: entity['start']]} {text[entity['end'] :]}"
    return text if has_subject(text) else turn.text


def _answered(turn: Turn, answers: Sequence[ArticleAnswer]) -> Reply:
    """Return of the best article what answers; the rest of a long one stands behind "more".

    Where it may be about something else, that is said first, and whom to call.
    """
    asks_for_article = turn.intent == f"ask_{answers[0].article.group}"
    is_heard = not 0 < turn.confidence < _HARDLY_HEARD
    least = MIN_SCORE if asks_for_article and is_heard else SURE_SCORE
    is_sure = answers[0].score >= least
    articles = [answer.article for answer in answers]
    return _told(turn, articles, 1, first=answers[0].passage, is_sure=is_sure)


def _told(
    turn: Turn,
    articles: Sequence[Article],
    paragraphs: int,
    first: str = "",
    *,
    is_sure: bool = True,
) -> Reply:
    told, others = articles[:paragraphs], articles[paragraphs : paragraphs + _CHOICES]
    lines: list[str | None] = [] if is_sure else [turn.say("article.closest")]
    has_more = False
    for article in told:
        body = turn.read(article.bodies) or ""
        lines.append(turn.read(article.titles))
        rest = " ".join(body.replace(first, "", 1).split())
        has_more = bool(first) and len(sentences_of(body)) > SHORT
        if has_more:
            lines.append(first)
        else:
            lines += [body] if body.startswith(first) else [first, rest]
    if not is_sure:
        lines.append(call_office(turn))
    source = source_line(told, turn.language, turn.sources)
    custom = {
        "type": "articles",
        "language": turn.language,
        "articles": [{"id": a.id, "title": turn.read(a.titles)} for a in told],
        "source": source,
    }
    text = "\n".join(x for x in [*lines, source] if x)
    more = _buttons(turn, told, turn.say("button.more")) if has_more else ()
    return Reply(text, (*more, *_buttons(turn, others)), custom)


def mentioning(turn: Turn, place: Place, *, limit: int) -> list[Article]:
    """Return the articles on local transport whose text names ``place``, in any language.

    At most ``limit``, in the order of the file; an empty list for none.
    """
    names = [n.casefold() for n in place.names.values()]
    names += [a.casefold() for aliases in place.aliases.values() for a in aliases]
    found = []
    for article in find_articles(turn.session, group="transport"):
        if article.topic not in _LOCAL_MODES:
            continue
        body = " ".join([*article.titles.values(), *article.bodies.values()]).casefold()
        if any(name in body for name in names):
            found.append(article)
    return found[:limit]


def _choices(turn: Turn, group: ArticleGroup) -> Reply:
    """Say that nothing fits, and offer one article of each topic."""
    articles = find_articles(turn.session, group=group)
    by_topic = {a.topic: a for a in reversed(articles)}
    offered = [by_topic[topic] for topic in dict.fromkeys(a.topic for a in articles)]
    lines = [turn.say("article.none")]
    if offered:
        lines.append(turn.say("article.choices"))
        lines += [f"- {turn.read(a.titles)}" for a in offered]
    lines.append(call_office(turn))
    return Reply("\n".join(x for x in lines if x), _buttons(turn, offered))


def _buttons(turn: Turn, articles: Sequence[Article], title: str = "") -> tuple[Button, ...]:
    """Return a button that tells each article, by its own title unless another is given."""
    return tuple(
        button(title or turn.read(a.titles) or a.id, f"ask_{a.group}", article_id=a.id)
        for a in articles
    )
