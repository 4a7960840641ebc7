"""Shops, and what visitors take home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.dialogue.contact_hint import call_office, sentences
from actions.dialogue.state import FOCUS, SERVICE, after_list
from actions.dialogue.turn import Turn
from actions.interpretation.areas import districts_in
from actions.interpretation.services import ANY, SHOP
from actions.interpretation.target_kind import overlap
from actions.interpretation.unclear import UnclearError
from actions.place_facts.cards import category, places_payload
from actions.search.around import centre_of, nearest_first
from actions.search.nearby import distance_words
from actions.search.opening import open_at
from actions.topic_action import TopicAction
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.fair_order import rotated
from listings.models import Article, Shop
from listings.queries import answers_in_articles, find_places

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
        articles = _articles(turn) if is_souvenir else []
        if not measured and not guides:
            return _none(turn, kinds, articles)
        lines = [_guide(turn, guide) for guide in guides]
        if measured:
            lines.append(turn.say("shop.where" if is_souvenir else "shop.list"))
        for number, (shop, metres) in enumerate(measured, start=1):
            lines.append(_line(turn, number, shop, metres, with_station=by_metro))
        if around is not None:
            lines.append(turn.say("nearby.estimate"))
        shops = [shop for shop, _ in measured]
        lines.append(source_line([*guides, *shops], turn.language, turn.sources))
        slots: dict[str, Any] = {SERVICE: {"intent": self.intent, SHOP: sorted(kinds)}}
        slots |= after_list([s.id for s in shops], None)
        if around is not None and around.place is not None:
            slots[FOCUS] = around.place.id
        buttons = [button(turn.name(s), "ask_details", place=s.id) for s in shops]
        buttons += [
            button(turn.read(a.titles) or a.id, f"ask_{a.group}", article_id=a.id) for a in articles
        ]
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
    wanted = kinds - {ANY, _GUIDE}
    if _GUIDE in kinds:
        found = [s for s in shops if s.shop_kind in _SOUVENIR_SHOPS or s.known_for]
        found = [s for s in found if s.shop_kind != _GUIDE]
        found.sort(key=lambda s: s.shop_kind not in _SOUVENIR_SHOPS)
    elif wanted:
        found = [s for s in shops if s.shop_kind in wanted]
    else:
        found = [s for s in shops if s.shop_kind != _GUIDE]
    text = turn.text.casefold()
    return sorted(found, key=lambda s: not _sells(s, text))


def _sells(shop: Shop, text: str) -> bool:
    goods = [good.casefold() for goods in shop.known_for.values() for good in goods]
    return any(good in text for good in goods)


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
    names = [turn.word("shop-kind", k) for k in sorted(kinds) if k != ANY]
    what = formats.alternatives(names, turn.language) or turn.say("shop.any")
    buttons = tuple(
        button(turn.read(a.titles) or a.id, f"ask_{a.group}", article_id=a.id) for a in articles
    )
    text = sentences(turn, turn.say("facility.none", what=what), call_office(turn))
    return Reply(text, buttons)
