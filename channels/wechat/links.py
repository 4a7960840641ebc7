"""Links in a bubble that send a message when they are tapped."""

from __future__ import annotations

from urllib.parse import quote

MORE = "more"
"""The menu id of the link that asks for the rest, or for an answer that came late."""


def tap(shown: str, sent: str, menu_id: str) -> str:
    """Return a link that shows ``shown`` and, when tapped, sends ``sent`` with ``menu_id``.

    A text that would end the link early is shown without one.
    """
    if any(character in shown for character in "<>\n"):
        return shown
    # WeChat reads Chinese letters as they are, and has no need of quotes within the address.
    content = quote(sent, safe="".join(c for c in sent if ord(c) > 127))
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={content}&msgmenuid={menu_id}">{shown}</a>'
