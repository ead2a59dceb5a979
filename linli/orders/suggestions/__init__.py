"""推荐: which kind a message is of, and which messages are about the same matter. Pure; learnt from words and kinds alone."""
