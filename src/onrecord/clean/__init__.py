"""Which stretches of a text are headline, byline, dateline, body, caption, credit, boilerplate."""
