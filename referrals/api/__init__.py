"""Listings as the API finds them: the page's own search, its order and its reasons."""
