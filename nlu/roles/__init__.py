"""What a message says of each thing that it mentions: where from, where to, without, instead of."""
