"""One line judged by its numbers: what it says, what follows, what is at fault."""
