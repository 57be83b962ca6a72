"""Questions: asked by anybody, answered in public."""
