"""Procedures as the national database publishes them, taken into the catalogue.

The pages were crawled as text: the cells of their tables stand glued together, times
stand without unit, fees in the wrong magnitude. What can be told for certain becomes
fields; the rest stays as text and is counted (`notes.Kind`).
"""


def run(portal, path, progress=None, **options):
    """Import a file; see `running.run`."""
    # Parsing is to be had without Zope.
    from hanam.dvc.catalogue.importing import running

    return running.run(portal, path, progress, **options)
