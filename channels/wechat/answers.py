"""What the visitor is answered, apart from the way it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from channels.wechat.xml import Tree, write

SUCCESS = "success"
"""The body that tells WeChat to show nothing."""


@dataclass(frozen=True)
class Article:
    """A card with a picture that leads to a page."""

    title: str
    description: str
    url: str
    picture: str


@dataclass(frozen=True)
class Answer:
    """One bubble, or none.

    ``text`` says everything, also where a person ("transfer") or an ``article`` would say it
    better: not every way can carry those. An empty text is silence.
    """

    text: str = ""
    way: Literal["words", "transfer"] = "words"
    article: Article | None = None

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Answer:
        """Return the answer that :meth:`to_json` gave."""
        article = kept["article"]
        return cls(kept["text"], kept["way"], Article(**article) if article else None)

    def to_json(self) -> dict[str, Any]:
        """Return the answer in a form that any store keeps."""
        return asdict(self)


SILENCE = Answer()


def merge(answers: Iterable[Answer]) -> Answer:
    """Return several answers as one bubble, in their order; none gives silence."""
    spoken = [answer for answer in answers if answer != SILENCE]
    if len(spoken) == 1:
        return spoken[0]
    return Answer("\n\n".join(answer.text for answer in spoken if answer.text))


def reply_xml(answer: Answer, *, visitor: str, account: str, now: float) -> str:
    """Return the passive reply that carries ``answer``, ``"success"`` for silence."""
    head: dict[str, str] = {
        "ToUserName": visitor,
        "FromUserName": account,
        "CreateTime": str(int(now)),
    }
    body: Tree
    if answer.way == "transfer":
        body = {"MsgType": "transfer_customer_service"}
    elif answer.article is not None:
        item = {
            "Title": answer.article.title,
            "Description": answer.article.description,
            "PicUrl": answer.article.picture,
            "Url": answer.article.url,
        }
        body = {"MsgType": "news", "ArticleCount": "1", "Articles": {"item": item}}
    elif answer.text:
        body = {"MsgType": "text", "Content": answer.text}
    else:
        return SUCCESS
    return write({**head, **body})
