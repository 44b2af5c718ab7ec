"""Fuzzing: each way by which something comes in from outside, fed with whatever bytes make of it.

`entries` names the ways. `test_entries.py` drives them with hypothesis, `make fuzz` with atheris, for long.
"""
