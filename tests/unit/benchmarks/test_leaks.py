"""Our own utterances beside the benchmark's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.nlu.leaks import benchmark_texts, is_short, leaks, own_utterances
from nlu.text.normalization import compact_text


def test_an_utterance_of_ours_in_the_benchmark_is_found_with_its_file() -> None:
    file, text = next(u for u in own_utterances("en") if not is_short(compact_text(u[1])))
    found = list(leaks({compact_text(text): text}, "en", 95))
    assert any(line.startswith(f"{file}: {text}") for line in found)


def test_a_text_unlike_ours_is_no_leak() -> None:
    text = "quartz zebras juggle vexed sphinxes beyond the waltzing fjord"
    assert list(leaks({compact_text(text): text}, "en", 86)) == []


@pytest.mark.parametrize("text", ["thank you very much", "電話番号を教えて"])
def test_what_everybody_says_is_too_short_to_count(text: str) -> None:
    assert is_short(compact_text(text))


def test_what_visitors_said_before_counts_and_what_they_were_told_does_not(tmp_path: Path) -> None:
    history = [{"role": "user", "text": "One"}, {"role": "system", "text": "Two"}]
    row = {"lang": "en", "text": "Three", "history": history}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert sorted(benchmark_texts(tmp_path)["en"].values()) == ["One", "Three"]


def test_a_folder_without_the_benchmark_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \.jsonl file"):
        benchmark_texts(tmp_path)
