"""Problems that readers meet on pages: told by anybody, worked on by those who supervise."""
