"""Custom actions: slots and entities in, one call of the listings, one reply out."""
