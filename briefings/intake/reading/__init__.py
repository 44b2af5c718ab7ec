"""Reading an original at arm's length: in a process of its own, with limits on its time and memory."""
