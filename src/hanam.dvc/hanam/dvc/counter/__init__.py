"""The work of the one-stop shop: receive, check, process, hand over."""
