"""Whether single answers helped: one word from a visitor for each, kept by the action server."""

from __future__ import annotations

import secrets

from channels.rasa import Rasa, RasaError
from channels.state import Store
from channels.turns import Turns

KEPT_SECONDS = 24 * 3600
_WORDS = {True: "/affirm", False: "/deny"}


class Ratings:
    """Takes a thumb up or down for an answer, the first one that a visitor gives it.

    It is told to Rasa under a name of its own, so that no conversation hears of it and nothing
    says whose it was.
    """

    def __init__(self, store: Store, rasa: Rasa, turns: Turns) -> None:
        self._store = store
        self._rasa = rasa
        self._turns = turns

    async def rate(
        self, conversation: str, message_id: str, helpful: bool, *, channel: str, language: str
    ) -> bool:
        """Keep whether the answer to a message helped; False where there is none to rate.

        Raises:
            RasaError: It was not kept.
            StoreError: The store does not answer.
        """
        outcome = await self._turns.result(conversation, message_id)
        customs = [message.get("custom") or {} for message in outcome.messages] if outcome else []
        acts = [custom["act"] for custom in customs if custom.get("act")]
        if not acts:
            return False
        key = f"rated:{conversation}:{message_id}"
        if not await self._store.add(key, helpful, ttl=KEPT_SECONDS):
            return True
        metadata = {"language": language, "rated": acts[0]}
        sender = f"rating-{secrets.token_hex(8)}"
        try:
            said = await self._rasa.ask(sender, _WORDS[helpful], channel=channel, metadata=metadata)
            if not said:
                # Rasa leaves out an action that failed, as when the action server is down.
                raise RasaError("no reply", reached=True)
        except BaseException:
            await self._store.delete(key)
            raise
        return True
