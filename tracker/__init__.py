"""tracker: which official statistics are published, late, cut down or withheld, and what was said instead."""

__version__ = "0.1.0"
