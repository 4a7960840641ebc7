"""The same training data gives the same model."""

from __future__ import annotations

from benchmarks.nlu.determinism import COMPONENTS, trained_twice


def test_training_twice_writes_the_same_files() -> None:
    one, other = trained_twice(every=80)
    assert len(one) >= len(COMPONENTS)
    assert one == other
