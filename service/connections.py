"""How long connections between the processes stay open while nothing is asked over them."""

IDLE_SECONDS = 4.0
"""On Rasa's side, which asks: shorter than Sanic's own 5, wherever the other side is started."""
ANSWERING_SECONDS = 60
"""On the action server's side: longer, so that it never closes while a question is on its way."""
