"""Looking for viruses with ClamAV, and what happens to files while it does not answer."""
