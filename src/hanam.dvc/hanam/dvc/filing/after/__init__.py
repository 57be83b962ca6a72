"""What a citizen does after filing: receipt, messages, money, the way of the result, rating."""
