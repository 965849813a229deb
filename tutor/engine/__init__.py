"""One front door to everything symbolic, answered in a worker process that can be killed.

`client` is the window's side and knows nothing of mathematics; `worker` answers in the other process;
`door` is the little that both must be able to import.
"""
