"""What the understanding writes and the actions read; imports nothing of ours."""
