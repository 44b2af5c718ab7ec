"""Which articles tell the same story: recognised as they come in, one by one."""
