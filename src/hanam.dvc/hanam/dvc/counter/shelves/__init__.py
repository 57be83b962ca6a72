"""Where paper folders lie, and the labels on them."""
