"""How long a procedure usually takes, beside the time limit of the law."""
