"""Questions answered with lists of attributions, people and statements."""
