"""How do answers look on a terminal? One module for each kind of answer; nothing is computed here."""
