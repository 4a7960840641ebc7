"""What is made from the lock file; no part of what runs."""
