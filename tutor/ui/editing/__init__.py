"""The parts of the editor: one file each for what it colours, closes, completes, remembers and shows."""
