"""The window: what a student sees and presses. Mathematics reaches it as plain data from the engine."""
