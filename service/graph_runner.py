"""The runner of Rasa's graph for a server: the order of the components is worked out once.

Rasa's own hands the graph to ``dask.get`` for each message and each prediction, which plans it anew
and runs it through a queue; with components of a fraction of a millisecond that is a third of what
understanding takes (``python -m benchmarks.latency.parts``).
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

import rasa.core.processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

_Plan = list[tuple[GraphNode, list[str]]]


class PlannedGraphRunner(DaskGraphRunner):
    """Runs the components one after the other, as Rasa's runner does, with the same results."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Return the output of each target by its name.

        Raises:
            GraphRunError: A component needs an input that is not given, or fails so.
        """
        wanted = tuple(targets or self._graph_schema.target_names)
        values = dict(inputs or {})
        try:
            for node, needs in self._plan(wanted):
                name, output = node(*((n, values[n]) if n in values else n for n in needs))
                values[name] = output
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {name: values[name] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> _Plan:
        if targets not in self._plans:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: list(node.needs.values()) for name, node in nodes.items()}
            order = [name for name in TopologicalSorter(needs).static_order() if name in nodes]
            self._plans[targets] = [(self._instantiated_nodes[name], needs[name]) for name in order]
        return self._plans[targets]


def install() -> None:
    """Let the servers of this process run their graph so; training keeps Rasa's own runner."""
    rasa.core.processor.DaskGraphRunner = PlannedGraphRunner
