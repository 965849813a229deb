"""Measurements as ratios of two things measured in turn in the same run, so that no machine is too slow.

`python -m tests.benchmarks [NAME …] [--json]`, or `python -m pytest tests/benchmarks [-k NAME]`, whose table
by pytest-benchmark has the durations of the measuring itself. To add one, write a file with a function
decorated with `@benchmark`, and name the file in `catalogue`.
"""
