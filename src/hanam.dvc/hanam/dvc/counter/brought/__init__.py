"""Papers that were asked for, brought to the counter instead of sent online."""
