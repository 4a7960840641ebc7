"""What goes to the staff: enquiries, corrections, feedback."""
