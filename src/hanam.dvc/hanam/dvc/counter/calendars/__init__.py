"""The working calendar, edited in the browser: days, office hours, and what a change moves."""
