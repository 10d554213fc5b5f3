"""What pages and REST share: the desk that puts questions to the archive, the guard in front, sessions."""
