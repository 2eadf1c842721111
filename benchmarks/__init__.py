"""The speed of the harness, measured in one run of `python -m benchmarks` and written down in docs/benchmarks.md.

Nothing here asserts a speed: a machine is fast or slow, busy or idle. Every figure is CPU time, repeated, and
stands beside a baseline that was measured in the same run; their ratio is what may be compared between machines.
"""
