"""The copies that Rasa makes at each turn: of a talk by its state, of what is logged none.

Rasa copies a tracker by playing all its events again, twice a turn, and copies events and slots
deeply for lines of the log that are written when debugging only.
"""

from __future__ import annotations

import copy
import logging
from typing import Any

import rasa.core.policies.rule_policy
import rasa.core.processor
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker


class _Uncopied:
    """Stands for the module `copy` where all that is copied goes into lines for debugging."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def copied(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Return a tracker in the same state, which changes by itself; the events are shared."""
    made = copy.copy(tracker)
    made.events = tracker.events.copy()
    made.slots = {name: _copied(slot) for name, slot in tracker.slots.items()}
    made.active_loop = copy.copy(tracker.active_loop)
    # As Rasa's copy: what the copy adds is not marked with the model.
    made.model_id = made.assistant_id = None
    return made


def install() -> None:
    """Let the servers of this process copy so."""
    DialogueStateTracker.copy = copied
    if not logging.getLogger("rasa").isEnabledFor(logging.DEBUG):
        rasa.core.processor.copy = _Uncopied
        rasa.core.policies.rule_policy.copy = _Uncopied


def _copied(slot: Slot) -> Slot:
    # What `copy.copy` does with a slot, without asking how.
    made = object.__new__(type(slot))
    made.__dict__.update(slot.__dict__)
    return made
