"""Links in a bubble that send a message when they are tapped."""

from __future__ import annotations

import re

MORE = "more"
"""The menu id of the link that asks for the rest, or for an answer that came late."""

_ENDING = re.compile(r'["&<>#%\s]')


def tap(shown: str, sent: str, menu_id: str) -> str:
    """Return a link that shows ``shown`` and, when tapped, sends ``sent`` with ``menu_id``.

    A text that would end the link early is shown without one. ``sent`` stands in the address as it
    is: WeChat sends it back as it stands there.
    """
    if any(character in shown for character in "<>\n"):
        return shown
    content = _ENDING.sub("", sent)
    return f'<a href="weixin://bizmsgmenu?msgmenucontent={content}&msgmenuid={menu_id}">{shown}</a>'
