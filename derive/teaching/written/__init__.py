"""Written mathematics, LaTeX or plain text, read into trees that keep their place in the source."""
