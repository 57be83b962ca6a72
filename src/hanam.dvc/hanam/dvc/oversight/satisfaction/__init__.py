"""How satisfied citizens are: figures for everybody, their words for those who answer for it."""
