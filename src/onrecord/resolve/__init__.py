"""Across articles: one person under several names, one statement in several reports."""

from onrecord.resolve.copies import copies
from onrecord.resolve.people import people
from onrecord.resolve.statements import place, spread

__all__ = ["copies", "people", "place", "spread"]
