"""What the action server tells the public process beside an answer, and no visitor is shown."""

NOT_UNDERSTOOD = "not_understood"
"""The type of an answer's ``custom`` that says that the message was not understood."""
