"""How the weights in extract/weights were made; nothing above imports it."""
