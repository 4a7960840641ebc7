"""What a message means where it stands: its intent, places, times and filters."""
