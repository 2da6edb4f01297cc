"""The pages around the report and the frame they share. It never computes a result nor reads a raw file on its own."""
