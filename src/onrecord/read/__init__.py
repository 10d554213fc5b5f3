"""Bytes to articles: text, HTML, feeds, WARC, tables, PDF, mail and the web, each with its metadata."""
