"""The log's lines in each process: their form, the turn that they belong to, nobody's words."""
