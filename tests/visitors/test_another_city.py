"""A city with other sorts, prices, stars and districts than the seed's is searched as well.

Brookfield has boats and colleges, hotels of no star, price levels from 1 to 3, and districts that
are called after their side of the town.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from benchmarks.visitors.assistant import Assistant, assistant, newest_model
from benchmarks.visitors.facts import Facts, read_facts

pytestmark = [pytest.mark.model, pytest.mark.xdist_group("visitors")]

BROOKFIELD = Path(__file__).resolve().parents[1] / "cities" / "brookfield"

# Each is one conversation: the messages, and what is listed at its end.
CONVERSATIONS = {
    "plural-of-a-category": (["I'd like to see some colleges"], {"st-osyth", "greyfriars"}),
    "what-one-does-there": (["Where can we go boating in the south?"], {"willow-boats"}),
    "side-of-the-town": (
        ["A hotel in the eastern part of town, please"],
        {"lime-tree", "meadow-house"},
    ),
    "no-stars": (["Which hotels have 0 stars?"], {"meadow-house", "station-inn"}),
    "stars-at-least": (["A guesthouse with at least three stars"], {"lime-tree"}),
    "kind-of-a-hotel": (
        ["Can you give me information on a guesthouse with free parking?"],
        {"meadow-house"},
    ),
    "lowest-level": (
        ["Cheap places to eat in the centre"],
        {"trattoria-verde", "harbour-fry"},
    ),
    "family-of-cuisines": (
        ["We want European food, centrally located"],
        {"trattoria-verde", "la-lanterna"},
    ),
    "second-condition": (
        ["Italian food in the centre, please", "I would prefer a cheap one"],
        {"trattoria-verde"},
    ),
    "same-area": (
        ["We'd like French food", "And a hotel in the same area as the restaurant"],
        {"lime-tree", "meadow-house"},
    ),
    "same-price": (
        ["I am looking for a hotel called Crown Hotel", "Now a restaurant in the same price range"],
        {"la-lanterna"},
    ),
    "not-needed": (
        ["A hotel in the north, it doesn't need parking"],
        {"north-gate"},
    ),
    "dish": (["Where do they serve lasagne?"], {"trattoria-verde"}),
    "length-of-a-visit": (
        ["Are there colleges where a visit takes at most 40 minutes?"],
        {"greyfriars"},
    ),
    "chinese": (["我想找一家东部的酒店"], {"lime-tree", "meadow-house"}),
    "japanese": (["中心部のイタリア料理のお店は？"], {"trattoria-verde", "la-lanterna"}),
    "korean": (["동부에 있는 호텔 알려 주세요"], {"lime-tree", "meadow-house"}),
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts(BROOKFIELD)


@pytest.fixture(scope="module")
def brookfield(loop: asyncio.AbstractEventLoop) -> Iterator[Assistant]:
    try:
        newest_model()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    stack = AsyncExitStack()
    yield loop.run_until_complete(stack.enter_async_context(assistant(city=BROOKFIELD)))
    loop.run_until_complete(stack.aclose())


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_places_that_meet_the_wishes_are_listed(
    brookfield: Assistant, loop: asyncio.AbstractEventLoop, facts: Facts, name: str
) -> None:
    messages, expected = CONVERSATIONS[name]
    for message in messages:
        exchange = loop.run_until_complete(brookfield.say(name, message))
    assert facts.shown(exchange.reply, exchange.custom) == expected, exchange.reply
