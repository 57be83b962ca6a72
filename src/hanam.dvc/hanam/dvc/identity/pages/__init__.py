"""The pages of accounts: logging in and out, registration, second step, own data."""
