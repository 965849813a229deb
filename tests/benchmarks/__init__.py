"""Measurements as ratios of two things measured in turn in the same run, so that no machine is too slow.

`python -m tests.benchmarks [NAME …] [--json]`. To add one, write a file with a function decorated with
`@benchmark`, and name the file in `__main__`.
"""
