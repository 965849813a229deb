"""Lessons, handouts, worksheets and export formats."""
