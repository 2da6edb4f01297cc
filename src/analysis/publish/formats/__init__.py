"""What readers get: pages, PDF, cards, site, data package. It never reads raw files on its own."""
