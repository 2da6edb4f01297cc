"""Report cards: one plain record per jurisdiction, of scores, changes, advice and sources. It never holds HTML or Typst."""

from analysis.cards.context import Context, context
from analysis.cards.record import card_record, card_records

__all__ = ["Context", "card_record", "card_records", "context"]
