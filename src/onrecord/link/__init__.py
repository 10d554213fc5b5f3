"""Inside one article: who the source is, to whom, on what occasion, when, and what the verb makes of it."""
