"""What hostile texts cost the public process, and those who ask meanwhile."""
