"""Measuring how demanding visitors fare, and talking to the assistant in this process."""
