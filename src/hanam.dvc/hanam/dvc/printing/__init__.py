"""Documents as PDF: Typst templates, fonts, one function."""
