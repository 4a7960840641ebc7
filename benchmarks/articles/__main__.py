"""How often does the right article, and the sentence of it that answers, come first?

    python -m benchmarks.articles [--without-keywords] [--misses] [--questions FILE]

``questions.csv`` asks in words that the articles do not use. ``answer`` is a piece of the sentence
that answers, one of several between bars, empty where any sentence does; a row without an article
is about none, and must find nothing.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import yaml

from listings import search_index
from listings.importing import check_city
from listings.importing.tables import ARTICLES
from listings.models import Article
from listings.search_index import ArticleIndex

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data" / "nlu"
SEED = HERE.parents[1] / "listings" / "seed" / "qingdao"


def main() -> None:
    """Print the shares by language, and the bound under which a score means nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-keywords", action="store_true")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--questions", type=Path, default=HERE / "questions.csv")
    options = parser.parse_args()
    articles = [Article(**record.values) for record in check_city(SEED).rows_of(*ARTICLES)]
    if options.without_keywords:
        for article in articles:
            article.keywords = {}
    with options.questions.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _print_shares(ArticleIndex(articles), articles, rows, show_misses=options.misses)
    _print_bound(ArticleIndex(articles), rows)


def _print_shares(
    index: ArticleIndex,
    articles: Sequence[Article],
    rows: Sequence[dict[str, str]],
    *,
    show_misses: bool,
) -> None:
    bodies = {article.id: article.bodies for article in articles}
    asks_number = _asks_number()
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    refused: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        is_about = bool(row["article"])
        least = search_index.MIN_SCORE_OF_QUESTION if is_about else search_index.MIN_SCORE
        best = index.best(row["question"], row["language"], least)
        first = best[0].id if best else ""
        if not is_about:
            refused[row["language"]].append(not best)
            continue
        is_right = first == row["article"]
        sentence = ""
        if is_right:
            body = bodies[first][row["language"]]
            is_number = any(p.search(row["question"].casefold()) for p in asks_number)
            sentence = index.answering_passage(row["question"], body, is_number=is_number)
        is_answer = is_right and any(piece in sentence for piece in row["answer"].split("|"))
        hits[row["language"]].append((is_right, is_answer))
        if show_misses and not is_answer:
            print(f"{row['question']} -> {first or 'nothing'}: {sentence}")
    for language, found in {**hits, "all": [*chain(*hits.values())]}.items():
        article, passage = np.mean(found, axis=0)
        print(f"{language:4}{len(found):4} article@1 {article:.2f}  passage@1 {passage:.2f}")
    others = [*chain(*refused.values())]
    if others:
        print(f"about no article: {len(others)}, nothing found for {np.mean(others):.2f}")


def _asks_number() -> list[re.Pattern[str]]:
    """Return the patterns of the training data for a question after a figure or a date."""
    found = []
    for path in sorted(DATA.glob("*/facilities.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        for entry in entries:
            if entry.get("regex") in ("figure=number", "figure=when"):
                lines = entry["examples"].splitlines()
                found += [re.compile(line.strip().removeprefix("- ")) for line in lines]
    return found


def _print_bound(index: ArticleIndex, rows: Sequence[dict[str, str]]) -> None:
    """Fit the bound on every second row and tell how it does on the others."""
    bound = search_index.MIN_SCORE
    scored = []
    for row in rows:
        best = index.best(row["question"], row["language"], 0.0)
        is_right = bool(best) and best[0].id == row["article"]
        scored.append((best[0].score if best else 0.0, is_right, bool(row["article"])))
    fitted, held_out = scored[::2], scored[1::2]
    candidates = np.arange(0.05, 0.6, 0.01)
    best_bound = max(candidates, key=lambda least: _right(fitted, least))
    print(
        f"bound {best_bound:.2f}: right on {_right(held_out, best_bound):.2f} of the held-out half,"
        f" {_right(held_out, bound):.2f} by the one in use, {bound}"
    )


def _right(scored: Sequence[tuple[float, bool, bool]], least: float) -> float:
    """Return the share told rightly: the right article, or nothing where none is asked for."""
    told = [
        (score >= least and is_right) if is_about else score < least
        for score, is_right, is_about in scored
    ]
    return float(np.mean(told))


if __name__ == "__main__":
    main()
