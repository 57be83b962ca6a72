"""Late work: warnings, escalation by rules that are data, apologies in time, the daily digest."""
