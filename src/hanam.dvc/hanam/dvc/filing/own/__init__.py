"""`/ca-nhan`: what a signed-in person keeps here so that it need not be typed again."""
