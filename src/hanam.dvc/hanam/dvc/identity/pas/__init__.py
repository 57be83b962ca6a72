"""How the user folder lets people in: passwords, second factors, sessions."""
