"""Ways in: command line, REST, pages, agents. They see the archive and the model, nothing deeper."""
