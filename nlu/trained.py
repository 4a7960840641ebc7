"""A component of the pipeline whose training is put down as JSON, nothing executable."""

from __future__ import annotations

import abc
import json
from typing import Any, ClassVar, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Self = TypeVar("Self", bound="TrainedComponent")


class TrainedComponent(GraphComponent, abc.ABC):
    """What Rasa asks of each such component; one of them says what it learns and how it reads.

    Until it is trained or loaded it knows nothing.
    """

    FILE: ClassVar[str]
    """The name of the file in the model."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource

    @abc.abstractmethod
    def learnt(self, training_data: TrainingData) -> Any:
        """Return what the training data teach, as JSON can write it; a wrong entry is an error."""

    @abc.abstractmethod
    def know(self, content: Any) -> None:
        """Take over what :meth:`learnt` returned, read back from JSON."""

    @abc.abstractmethod
    def process(self, messages: list[Message]) -> list[Message]:
        """Add what the component finds to each message."""

    @classmethod
    def create(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Create a component that knows nothing yet."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Write what the training data teach into the model."""
        content = json.dumps(self.learnt(training_data), ensure_ascii=False)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.FILE).write_text(content, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """Load the component of a trained model.

        Raises:
            ValueError: The model holds none.
        """
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.know(json.loads((folder / cls.FILE).read_text(encoding="utf-8")))
        return component
