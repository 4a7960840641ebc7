"""The runner of Rasa's graph gives what Rasa's own gives."""

from __future__ import annotations

from typing import Any

import pytest
import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from service.graph_runner import PlannedGraphRunner


class Adds(GraphComponent):
    """Adds up what it is given."""

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Adds:
        return cls()

    def add(self, one: int, other: int = 0) -> int:
        if one == 13:
            raise RuntimeError("no luck")
        return one + other


def _node(needs: dict[str, str], is_target: bool = False) -> SchemaNode:
    return SchemaNode(
        needs=needs,
        uses=Adds,
        constructor_name="create",
        fn="add",
        config={},
        eager=True,
        is_target=is_target,
    )


# The one that is needed first stands last.
SCHEMA = GraphSchema(
    {
        "sum": _node({"one": "double", "other": "__number__"}, is_target=True),
        "double": _node({"one": "same", "other": "__number__"}),
        "same": _node({"one": "__number__"}),
    }
)


@pytest.fixture(params=[DaskGraphRunner, PlannedGraphRunner])
def runner(request: pytest.FixtureRequest, tmp_path: Any) -> GraphRunner:
    kind: type[GraphRunner] = request.param
    return kind.create(SCHEMA, LocalModelStorage(tmp_path), ExecutionContext(SCHEMA))


def test_each_component_runs_after_those_that_it_needs(runner: GraphRunner) -> None:
    for number in (1, 5):
        assert runner.run(inputs={"__number__": number}) == {"sum": 3 * number}


def test_only_what_a_target_needs_is_run_and_given(runner: GraphRunner) -> None:
    assert runner.run(inputs={"__number__": 2}, targets=["double"]) == {"double": 4}
    assert runner.run(inputs={"__number__": 2}, targets=["same"]) == {"same": 2}


def test_what_fails_or_misses_its_input_is_an_error_of_the_run(runner: GraphRunner) -> None:
    with pytest.raises(Exception, match=r"[Ee]rror running"):
        runner.run(inputs={"__number__": 13})
    with pytest.raises(GraphRunError):
        runner.run()


def test_rasa_takes_its_runner_from_where_ours_is_put() -> None:
    """The name that ``install`` sets is the one by which a server makes its runner."""
    assert rasa.core.processor.DaskGraphRunner in (DaskGraphRunner, PlannedGraphRunner)
    names = rasa.core.processor.MessageProcessor._load_model.__code__.co_names
    assert "DaskGraphRunner" in names
