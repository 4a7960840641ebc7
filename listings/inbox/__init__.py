"""What visitors leave for the staff: enquiries, corrections, feedback."""
