"""What a turn costs late in a conversation."""
