"""The sentence of an article that answers a question, before anything is refused."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from actions.wording import formats
from actions.wording.reply import Reply, button
from actions.wording.sources import source_line
from listings.queries import answers_in_articles
from listings.search_index import SURE_SCORE


def passage_reply(turn: Turn) -> Reply | None:
    """Return the answering sentence under its article's title, the whole behind a button.

    None where no article clearly fits the message.
    """
    found = (
        answers_in_articles(turn.session, turn.text, turn.language, limit=1) if turn.text else []
    )
    if not found or not found[0].passage:
        return None
    article = found[0].article
    title = turn.read(article.titles) or article.id
    line = formats.field(title, found[0].passage, turn.language)
    lead = turn.say("article.closest") if found[0].score < SURE_SCORE else ""
    source = source_line([article], turn.language)
    custom = {
        "type": "articles",
        "language": turn.language,
        "articles": [{"id": article.id, "title": title}],
        "source": source,
    }
    more = button(turn.say("button.more"), f"ask_{article.group}", article_id=article.id)
    return Reply("\n".join(x for x in (lead, line, source) if x), (more,), custom)
