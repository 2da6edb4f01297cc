"""Report cards: one plain record per jurisdiction, assembled from scores, changes, advice and sources."""

from analysis.cards.context import Context, context
from analysis.cards.record import card_record, card_records

__all__ = ["Context", "card_record", "card_records", "context"]
