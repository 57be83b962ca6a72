"""The catalogue for machines: JSON-LD in pages, files at stable addresses, site map.

See docs/open-data.md.
"""
