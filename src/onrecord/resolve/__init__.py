"""Across articles: one person under several names, one statement in several reports."""
