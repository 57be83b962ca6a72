"""The face of the portal: frame, home page, site-wide views."""
