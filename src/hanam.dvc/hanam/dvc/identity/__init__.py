"""Who somebody is: accounts, one-time codes, second factor, OpenID Connect, profiles."""
