"""Text to mathematics (grammar, limits, messages) and mathematics to text, Typst, LaTeX, speech."""
