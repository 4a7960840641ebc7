"""What the conversation remembers, and the turn that is answered."""
