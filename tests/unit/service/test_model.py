from __future__ import annotations

from pathlib import Path

import pytest

from service.model import current_model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/nlu/en/hours.yml", "nlu/tokenizer.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "data/nlu/en/hours.yml",
        "data/rules/new.yml",
        "nlu/tokenizer.py",
        "semantics/time_terms.py",
    ],
)
def test_a_change_of_what_training_reads_asks_for_another_model(project: Path, name: str) -> None:
    before = current_model(project)
    (project / name).parent.mkdir(parents=True, exist_ok=True)
    (project / name).write_text("changed")
    assert current_model(project) != before


def test_another_city_keeps_the_model(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_model(project)
    (project / "listings" / "seed").mkdir(parents=True)
    (project / "listings" / "seed" / "hotels.csv").write_text("id\n")
    monkeypatch.setenv("CITY_DIR", "/elsewhere/mycity")
    assert current_model(project) == before
