"""Names that no database lists, found by a trained tagger."""
