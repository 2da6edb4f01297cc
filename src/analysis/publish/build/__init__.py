"""A build: its stages, what each depends on, what is kept, and the swap into place. It never renders."""
