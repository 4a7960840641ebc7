"""Messages without any word that was met."""

from __future__ import annotations

import pytest

from nlu.intents.out_of_vocabulary import familiar_with, marked, pieces

TEXTS = ["where is the pier", "几点开门", "何時に開きますか", "몇 시에 열어요", "ホテルはどこ"]
FAMILIAR = familiar_with(TEXTS)


@pytest.mark.parametrize(
    "text",
    [
        "snerf bligga tront",
        "ttrreeww",
        "哒噗咻嘣",
        "ぬめぽら ざびゅ",
        "ゾビャムケ",
        "퓨쥬벱 나쿠드",
    ],
)
def test_a_message_of_words_that_were_never_met_is_marked(text: str) -> None:
    assert marked(text, FAMILIAR) != text


@pytest.mark.parametrize(
    "text",
    [
        "where is the snerf",
        "几点开吗",
        "何時に閉まりますか",
        "몇 시에 닫아요",
        "ホテルぬめぽら",
        "12",
        "👍",
        "",
        "\ue000",
    ],
)
def test_one_familiar_word_is_enough_and_no_word_is_not_strange(text: str) -> None:
    assert marked(text, FAMILIAR) == text


def test_a_text_that_was_learnt_does_not_vouch_for_itself() -> None:
    text = "where is the pier"
    assert marked(text, FAMILIAR, pieces(text)) != text
    assert marked("where is it", FAMILIAR, pieces("it")) == "where is it"
