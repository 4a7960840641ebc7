"""A backup that is made while visitors write, and what comes back of it."""
