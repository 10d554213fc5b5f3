"""Text to attributions: the quotation-mark grammar, the model, and how the two are put together."""
