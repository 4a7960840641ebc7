"""WeChat's XML: one flat element in, one small tree out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Union
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_BYTES = 64 * 1024

Tree = Mapping[str, Union[str, "Tree"]]

# What XML 1.0 cannot hold: most control characters, surrogates and two non-characters.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnreadableError(ValueError):
    """A body that is not the XML that WeChat sends."""


def read_fields(body: str | bytes) -> dict[str, str]:
    """Return the direct children of the root with their text, an empty one as an empty text.

    Document types, entities and anything outside are refused before they are read.

    Raises:
        UnreadableError: The body is too long or no such XML, or names a child twice, so that two
            readers could understand it in two ways.
    """
    if len(body) > MAX_BYTES:
        raise UnreadableError("too long")
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise UnreadableError("not XML, or with a document type") from None
    fields: dict[str, str] = {}
    for child in root:
        if child.tag in fields:
            raise UnreadableError("an element stands there twice")
        fields[child.tag] = child.text or ""
    return fields


def write(tree: Tree) -> str:
    """Return ``<xml>`` with the elements of ``tree`` in its order; any text is carried as it is.

    Characters that XML cannot hold are left out.
    """
    root = Element("xml")
    _fill(root, tree)
    return tostring(root, encoding="unicode")


def legal(text: str) -> str:
    """Return ``text`` without the characters that XML, and so WeChat, cannot carry."""
    return _ILLEGAL.sub("", text)


def _fill(parent: Element, tree: Tree) -> None:
    for name, value in tree.items():
        child = SubElement(parent, name)
        if isinstance(value, str):
            child.text = legal(value)
        else:
            _fill(child, value)
