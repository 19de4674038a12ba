"""A spreadsheet's row into a listing: pure, each module one kind of cell.

`rows` puts them together; `services.actions.listings_import` writes what comes out.
"""
