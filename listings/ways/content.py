"""What ways are found with, read once for each version of the data."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from listings.queries.city import data_version
from listings.ways.covering import ArticleText, read_articles
from listings.ways.network import Network, read_network
from listings.ways.taxi import FareRule, read_fare


@dataclass(frozen=True)
class WayContent:
    """The metro, the taxi's fare rule, None where there is none, and the transport articles."""

    network: Network
    fare: FareRule | None
    articles: tuple[ArticleText, ...]


_contents: dict[str, WayContent] = {}
"""That of the newest content seen, by its version."""


def way_content(session: Session) -> WayContent:
    """Return what the database holds for ways; an empty city has an empty network."""
    version = data_version(session)
    content = _contents.get(version)
    if content is None:
        content = WayContent(read_network(session), read_fare(session), read_articles(session))
        _contents.clear()
        _contents[version] = content
    return content


def fare_rule(session: Session) -> FareRule | None:
    """Return how a taxi's meter counts, None in a city without a fare rule."""
    return way_content(session).fare
