"""How long connections between the processes stay open while nothing is asked over them."""

IDLE_SECONDS = 15.0
"""On Rasa's side, which asks."""
ANSWERING_SECONDS = 60
"""On the action server's side: longer, so that it never closes while a question is on its way."""
