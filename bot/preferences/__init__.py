"""How a chat wants to be sent news: times, days, zones; as chosen, as typed, and when it is due."""
