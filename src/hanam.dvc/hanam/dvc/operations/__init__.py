"""The operator's command and the sample province."""
