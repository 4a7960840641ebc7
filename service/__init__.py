"""Starting, stopping and preparing the assistant's processes on one machine."""
