"""The rules of the trade: standard library only, no clock, no await, no I/O."""
