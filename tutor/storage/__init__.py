"""What Nabla remembers between two starts: where its files are, how they are written, what is in them."""
