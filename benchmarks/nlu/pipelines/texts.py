"""Ways to cut a text into words, and what to write of a text before it is cut."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator
from typing import Any

import spacy
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.intents.classifier import masked
from nlu.text.normalization import fold_text
from nlu.text.scripts import script_of
from nlu.tokenizer import MultilingualSpacyTokenizer

Words = Callable[[str], list[str]]


@functools.lru_cache(maxsize=1)
def _tokenizer(split_mode: str | None) -> MultilingualSpacyTokenizer:
    tokenizer = MultilingualSpacyTokenizer(MultilingualSpacyTokenizer.get_default_config())
    if split_mode:
        config = {"nlp": {"tokenizer": {"split_mode": split_mode}}}
        tokenizer._pipelines["ja"] = spacy.blank("ja", config=config)
    return tokenizer


def _tokens(text: str, split_mode: str | None = None) -> list[str]:
    return [t.text for t in _tokenizer(split_mode).tokenize(Message({TEXT: text}), TEXT)]


def _jieba(text: str) -> list[str]:
    """Return our tokens, with runs of Chinese characters cut by jieba where no kana stands."""
    if any(script_of(c) == "kana" for c in text):
        return _tokens(text)
    return [w for w in importlib.import_module("jieba").lcut(text) if not w.isspace()]


def _characters(text: str) -> list[str]:
    """Return Latin words, and characters of the other scripts."""
    return "".join(c if script_of(c) in ("latin", "none") else f" {c} " for c in text).split()


def _attributes(text: str) -> list[str]:
    """Return what spaCy's blank pipelines know of each token without a trained model."""
    return list(_lexical(text))


def _lexical(text: str) -> Iterator[str]:
    tokenizer = _tokenizer(None)
    for token in tokenizer.tokenize(Message({TEXT: text}), TEXT):
        language = "en" if token.text.isascii() else _language(token.text)
        lexeme: Any = tokenizer._pipelines[language].vocab[token.text]
        yield f"norm:{lexeme.norm_}"
        yield f"shape:{lexeme.shape_}"
        for flag in ("is_stop", "like_num", "is_punct", "is_currency"):
            if getattr(lexeme, flag):
                yield flag


def _language(word: str) -> str:
    scripts = {script_of(c) for c in word}
    return "ja" if "kana" in scripts else "ko" if "hangul" in scripts else "zh"


CUTTERS: dict[str, Words] = {
    "white space": str.split,
    "one by one": _characters,
    "spaCy, Sudachi C": functools.partial(_tokens, split_mode="C"),
    "spaCy, Sudachi A": functools.partial(_tokens, split_mode="A"),
    "jieba for Chinese": _jieba,
    "spaCy's attributes": _attributes,
}

# What is learnt of an utterance with names in it, and what is asked at run time.
NAMES: dict[str, tuple[tuple[Callable[..., str], ...], Callable[..., str]]] = {
    "masked and as written": ((masked, lambda text, _: fold_text(text)), masked),
    "masked": ((masked,), masked),
    "as written": ((lambda text, _: fold_text(text),), lambda text, _: fold_text(text)),
}
