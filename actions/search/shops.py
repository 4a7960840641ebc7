"""Shops, and what visitors take home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, SERVICE, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.areas import districts_in
from actions.interpretation.services import ANY, GOODS, SHOP, goods_asked
from actions.interpretation.target_kind import overlap
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import category, places_payload
from actions.search.around import centre_of, nearest_first
from actions.search.nearby import distance_words
from actions.search.opening import open_at
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Button, Reply, button
from actions.wording.sources import source_line
from listings.fair_order import rotated
from listings.goods import sellers
from listings.models import Article, Shop
from listings.queries import answers_in_articles, find_places
from listings.search_index import MIN_SCORE_OF_QUESTION

_MOST = 5
_MOST_ARTICLES = 3
# "One that the metro goes to."
_METRO = "metro"
_GUIDE = "guide"
# Where what is typical of a city is sold.
_SOUVENIR_SHOPS = ("specialty-shop", "market")


class ActionFindShop(TopicAction):
    """Lists shops of a kind, or what is typical and where it is sold."""

    intent = "find_shop"

    def name(self) -> str:
        return "action_find_shop"

    def answer(self, turn: Turn) -> Reply:
        try:
            centre = centre_of(turn)
        except UnclearError as unclear:
            return unclear.reply
        kinds = _kinds_wanted(turn)
        listed = rotated(find_places(turn.session, "shop"), lambda _: None, turn.now.date())
        every = [s for s in listed if isinstance(s, Shop)]
        is_souvenir = _GUIDE in kinds
        guides = [s for s in every if s.shop_kind == _GUIDE] if is_souvenir else []
        found = _of_kinds(turn, every, kinds)
        districts = districts_in(turn)
        if districts:
            found = [s for s in found if s.district_id in districts]
        by_metro = _METRO in turn.values("travel")
        if by_metro:
            found = [s for s in found if s.station]
        when = turn.value("time")
        if when:
            found = [s for s in found if s in open_at(turn, found, when)]
        # A souvenir may be bought anywhere in the city: only a place that is named says where.
        around = centre if not is_souvenir or turn.value("place") else None
        measured = nearest_first(turn, found, around)[:_MOST]
        goods = goods_asked(turn)
        articles = _articles(turn) if is_souvenir else []
        if not measured and not guides:
            return _not_sold(turn, goods) if goods else _none(turn, kinds, articles)
        lines = [_guide(turn, guide) for guide in guides]
        if measured:
            lines.append(_heading(turn, is_souvenir=is_souvenir, goods=goods))
        for number, (shop, metres) in enumerate(measured, start=1):
            lines.append(_line(turn, number, shop, metres, with_station=by_metro))
        if around is not None:
            lines.append(turn.say("nearby.estimate"))
        shops = [shop for shop, _ in measured]
        lines.append(source_line([*guides, *shops], turn.language, turn.sources))
        again = sorted(kinds - {GOODS}) or [ANY]
        slots: dict[str, Any] = {SERVICE: {"intent": self.intent, SHOP: again}}
        slots |= after_list([s.id for s in shops], None)
        if around is not None and around.place is not None:
            slots[FOCUS] = around.place.id
        buttons = [button(turn.name(s), "ask_details", place=s.id) for s in shops]
        buttons += _buttons(turn, articles)
        custom = places_payload(turn, [*guides, *shops])
        return Reply("\n".join(x for x in lines if x), tuple(buttons), custom, slots)


def _kinds_wanted(turn: Turn) -> set[str]:
    """Return the kinds of shop that the message names, without those that it leaves out.

    "Besides the market, are there malls?": the word for a kind is one for a sort of sight too, and
    may be denied as that.
    """
    denied = [e for e in turn.denied if e["entity"] in ("category", SHOP)]
    return {
        str(e["value"])
        for e in turn.wanted
        if e["entity"] == SHOP and not any(overlap(e, d) for d in denied)
    }


def _of_kinds(turn: Turn, shops: Sequence[Shop], kinds: set[str]) -> list[Shop]:
    """Return the shops of the kinds; those that are known for what the message names come first."""
    wanted = kinds - {ANY, GOODS, _GUIDE}
    goods = goods_asked(turn)
    if _GUIDE in kinds:
        found = [s for s in shops if s.shop_kind in _SOUVENIR_SHOPS or s.known_for]
        found = [s for s in found if s.shop_kind != _GUIDE]
        found.sort(key=lambda s: s.shop_kind not in _SOUVENIR_SHOPS)
    elif wanted:
        found = [s for s in shops if s.shop_kind in wanted]
    else:
        found = [s for s in shops if s.shop_kind != _GUIDE]
    if goods and not wanted:
        sold = [shop for each in goods for shop in sellers(found, each)]
        # Where it is not known who sells them, what is typical is told all the same.
        return list(dict.fromkeys(sold)) or (found if _GUIDE in kinds else [])
    text = turn.text.casefold()
    return sorted(found, key=lambda s: not _sells(s, text))


def _sells(shop: Shop, text: str) -> bool:
    goods = [good.casefold() for goods in shop.known_for.values() for good in goods]
    return any(good in text for good in goods)


def _heading(turn: Turn, *, is_souvenir: bool, goods: Sequence[str]) -> str:
    if is_souvenir:
        return turn.say("shop.where")
    return turn.say("shop.sold", goods=_quoted(turn, goods)) if goods else turn.say("shop.list")


def _quoted(turn: Turn, goods: Sequence[str]) -> str:
    return formats.alternatives([turn.say("quoted", text=g) for g in goods], turn.language)


def _guide(turn: Turn, guide: Shop) -> str:
    goods = _goods(turn, guide)
    head = turn.say("shop.typical", goods=goods) if goods else turn.name(guide)
    return sentences(turn, head, turn.read(guide.summary) or "")


def _goods(turn: Turn, shop: Shop) -> str:
    for language in (turn.language, "en", turn.local):
        if shop.known_for.get(language):
            return formats.listing(shop.known_for[language], turn.language)
    return ""


def _line(turn: Turn, number: int, shop: Shop, metres: int | None, *, with_station: bool) -> str:
    away = distance_words(turn, metres) if metres is not None else None
    district = turn.pick(shop.district.names) if shop.district else None
    station = turn.read(shop.station) if with_station else None
    parts = [turn.title(shop), category(turn, shop), away or district, station]
    parts.append(turn.read(shop.summary))
    return f"{number}. " + " – ".join(part for part in parts if part)


def _articles(turn: Turn) -> list[Article]:
    found = answers_in_articles(
        turn.session, turn.text, turn.language, group="culture", limit=_MOST_ARTICLES
    )
    return [answer.article for answer in found]


def _none(turn: Turn, kinds: set[str], articles: Sequence[Article]) -> Reply:
    names = [turn.word("shop-kind", k) for k in sorted(kinds) if k not in (ANY, GOODS)]
    what = formats.alternatives(names, turn.language) or turn.say("shop.any")
    text = sentences(turn, turn.say("facility.none", what=what), call_office(turn))
    return Reply(text, _buttons(turn, articles))


def _not_sold(turn: Turn, goods: Sequence[str]) -> Reply:
    """Say that no row tells who sells ``goods``; what an article tells of them is offered."""
    told = turn.say("shop.not_known", goods=_quoted(turn, goods))
    text = sentences(turn, told, call_office(turn))
    found = answers_in_articles(
        turn.session,
        " ".join(goods),
        turn.language,
        group="culture",
        min_score=MIN_SCORE_OF_QUESTION,
        limit=1,
    )
    named = [a.article for a in found if _names(a.article, goods)]
    if named:
        title = turn.read(named[0].titles) or named[0].id
        text = f"{text}\n{turn.say('shop.article', title=title)}"
    return Reply(text, _buttons(turn, named))


def _names(article: Article, goods: Sequence[str]) -> bool:
    """Say whether an article's title has one of ``goods``, or what they end with."""
    titles = " ".join(article.titles.values()).casefold()
    words = (word for each in goods for word in (each.casefold(), each.casefold()[-2:]))
    return any(word in titles for word in words if not word.isascii() or len(word) > 2)


def _buttons(turn: Turn, articles: Sequence[Article]) -> tuple[Button, ...]:
    return tuple(
        button(turn.read(a.titles) or a.id, f"ask_{a.group}", article_id=a.id) for a in articles
    )
