"""Did they really say that? A quotation against the record."""
