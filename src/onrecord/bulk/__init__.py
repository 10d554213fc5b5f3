"""The same pipeline over many shards."""
