"""The tokenizer for four languages."""

from __future__ import annotations

import pytest
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.tokenizer import MultilingualSpacyTokenizer
from semantics.lengths import MOST_CHARACTERS


@pytest.fixture(scope="module")
def tokenizer() -> MultilingualSpacyTokenizer:
    return MultilingualSpacyTokenizer(MultilingualSpacyTokenizer.get_default_config())


def _tokens(tokenizer: MultilingualSpacyTokenizer, text: str) -> list[str]:
    return [t.text for t in tokenizer.tokenize(Message({TEXT: text}), TEXT)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Where's the pier?", ["Where", "'s", "the", "pier", "?"]),
        ("栈桥在哪", ["栈", "桥", "在", "哪"]),
        ("営業時間は何時ですか", ["営業", "時間", "は", "何時", "です", "か"]),
        ("잔교에 어떻게 가요?", ["잔교에", "어떻게", "가요", "?"]),
    ],
)
def test_each_language_is_cut_in_its_own_way(
    tokenizer: MultilingualSpacyTokenizer, text: str, tokens: list[str]
) -> None:
    assert _tokens(tokenizer, text) == tokens


def test_a_name_in_another_script_is_a_run_of_its_own(
    tokenizer: MultilingualSpacyTokenizer,
) -> None:
    assert _tokens(tokenizer, "请问Harbour Grill怎么走")[2:4] == ["Harbour", "Grill"]
    assert _tokens(tokenizer, "how to get to 栈桥?")[-3:] == ["栈", "桥", "?"]


@pytest.mark.parametrize(
    "text",
    ["  two  spaces ", "全角　スペース", "一 二\n三", "emoji 😀 and 12.5 元！", "ｶﾀｶﾅ abc 가나"],
)
def test_a_token_holds_no_white_space_and_knows_its_place(
    tokenizer: MultilingualSpacyTokenizer, text: str
) -> None:
    tokens = tokenizer.tokenize(Message({TEXT: text}), TEXT)
    assert tokens
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert not any(c.isspace() for t in tokens for c in t.text)
    assert "".join(t.text for t in tokens) == "".join(text.split())


def test_white_space_alone_has_no_tokens(tokenizer: MultilingualSpacyTokenizer) -> None:
    assert _tokens(tokenizer, " \u3000\n") == []


def test_no_component_reads_more_of_a_message_than_its_beginning(
    tokenizer: MultilingualSpacyTokenizer,
) -> None:
    message = Message({TEXT: "a " * 30_000})
    tokenizer.process([message])
    assert len(message.get(TEXT)) == MOST_CHARACTERS
    assert len(message.get(TOKENS_NAMES[TEXT])) == MOST_CHARACTERS // 2
