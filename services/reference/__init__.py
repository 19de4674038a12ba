"""Reference data made out of public sets: run by an editor when these change, never by the site.

The packages that carry the sets are imported inside the functions that read them, so that nothing
else needs them.
"""
