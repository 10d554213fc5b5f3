"""German for onrecord: weights and words, no code. See README.md for the licence: not for commercial use."""
