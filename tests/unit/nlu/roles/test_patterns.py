"""Roles and polarity of what a message mentions, by the patterns of the training data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml

from nlu.roles.extractor import with_roles
from nlu.roles.patterns import RolePatterns

DATA = Path(__file__).resolve().parents[4] / "data" / "nlu"
VOCAB = spacy.blank("en").vocab


def lines() -> list[str]:
    found = []
    for path in sorted(DATA.glob("*/roles.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found += [line[2:] for line in block["examples"].splitlines() if line.strip()]
    return found


@pytest.fixture(scope="module")
def patterns() -> RolePatterns:
    return RolePatterns(VOCAB, lines())


def told(patterns: RolePatterns, text: str) -> dict[str, str]:
    """Return what each mention is: ``cuisine{seafood}`` marks one in the text."""
    plain, entities = "", []
    rest = text
    while "{" in rest:
        before, _, rest = rest.partition("{")
        word, _, rest = rest.partition("}")
        head, _, kind = before.rpartition("~")
        plain += head
        entities.append(
            {"entity": kind, "value": word, "start": len(plain), "end": len(plain) + len(word)}
        )
        plain += word
    plain += rest
    read: list[dict[str, Any]] = with_roles(plain, entities, patterns)
    return {e["value"]: e.get("polarity") or e.get("role") or "" for e in read}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~cuisine{noodles} but no ~cuisine{seafood}", {"noodles": "", "seafood": "not"}),
        ("I'm allergic to ~cuisine{seafood} and ~cuisine{duck}", {"seafood": "not", "duck": "not"}),
        ("anything but ~category{museums}", {"museums": "not"}),
        ("a hotel, not in ~area{Alto}", {"Alto": "not"}),
        ("we don't eat ~cuisine{pork}", {"pork": "not"}),
        ("~area{Alto} or ~area{Ribeira}, please", {"Alto": "", "Ribeira": ""}),
        ("no problem, ~cuisine{seafood} is fine", {"seafood": ""}),
        ("不要~cuisine{海鲜}", {"海鲜": "not"}),
        ("除了~category{博物馆}以外", {"博物馆": "not"}),
        ("我对~cuisine{海鲜}过敏", {"海鲜": "not"}),
        ("景点？~category{博物馆}就不用了", {"博物馆": "not"}),
        ("有没有~price{便宜}的酒店", {"便宜": ""}),
        ("没有~cuisine{海鲜}的餐厅", {"海鲜": "not"}),
        ("~cuisine{面条}，~cuisine{火锅}", {"面条": "", "火锅": ""}),
        ("~cuisine{海鮮}以外で", {"海鮮": "not"}),
        ("~cuisine{海鮮}アレルギーです", {"海鮮": "not"}),
        ("~category{博物館}ではなくて~category{公園}", {"博物館": "not", "公園": ""}),
        ("~cuisine{해산물} 말고 ~cuisine{국수}", {"해산물": "not", "국수": ""}),
        ("~cuisine{해산물} 알레르기가 있어요", {"해산물": "not"}),
        ("~category{박물관}은 빼고", {"박물관": "not"}),
    ],
)
def test_what_is_to_be_left_out_is_denied_and_nothing_else(
    patterns: RolePatterns, text: str, expected: dict[str, str]
) -> None:
    read = told(patterns, text)
    denied = {name for name, role in read.items() if role in ("not", "instead_of")}
    assert denied == {name for name, role in expected.items() if role == "not"}


@pytest.mark.parametrize(
    "text",
    [
        "from ~place{A} to ~place{B}",
        "how far is ~place{A} from ~place{B}",
        "how do I get to ~place{B} from ~place{A}",
        "从~place{A}到~place{B}怎么走",
        "~place{A}から~place{B}まで",
        "~place{A}에서 ~place{B}까지",
    ],
)
def test_both_ends_of_a_way_get_their_roles(patterns: RolePatterns, text: str) -> None:
    assert set(told(patterns, text).values()) == {"origin", "destination"}


@pytest.mark.parametrize(
    "text",
    [
        "we land at ~place{Alto} at two, how do we get downtown",
        "after docking in ~place{Alto}",
        "~place{机场}落地以后怎么走",
        "~place{空港}に着いたあと",
        "~place{역}에서 내려서 어떻게 가요",
    ],
)
def test_where_a_visitor_arrives_is_where_the_way_begins(patterns: RolePatterns, text: str) -> None:
    assert set(told(patterns, text).values()) == {"origin"}


@pytest.mark.parametrize(
    "text",
    [
        "which is cheaper, ~place{A} or ~place{B}",
        "~place{A}和~place{B}哪个便宜",
        "~place{A}と~place{B}はどちらが安い",
        "~place{A}이랑 ~place{B} 중 어디가 싸요",
    ],
)
def test_places_side_by_side_are_compared(patterns: RolePatterns, text: str) -> None:
    assert set(told(patterns, text).values()) == {"compared"}


@pytest.mark.parametrize(
    "text",
    [
        "it doesn't have to be in ~area{Alto}",
        "doesn't need to be ~area{Alto}",
        "不一定要在~area{Alto}",
        "~area{Alto}じゃなくてもいいです",
        "~area{Alto}이 아니어도 돼요",
    ],
)
def test_what_need_not_be_is_given_up_and_not_left_out(patterns: RolePatterns, text: str) -> None:
    assert told(patterns, text) == {"Alto": "given_up"}


def test_a_message_without_mentions_stays_as_it_is(patterns: RolePatterns) -> None:
    assert told(patterns, "no, thank you") == {}


@pytest.mark.parametrize(
    "line",
    ["without <filter>", "no <nonsense:not>", "no <filter:enemy>", "<place:origin> x? <place>"],
)
def test_a_line_that_is_not_of_the_notation_is_quoted(line: str) -> None:
    with pytest.raises(ValueError, match="<"):
        RolePatterns(VOCAB, [line])
