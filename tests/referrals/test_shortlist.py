"""The text of a shortlist: keys alone, whatever order, and nothing comes of rubbish."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from referrals.shortlist import MOST, read, write

keys = st.lists(st.uuids(), max_size=MOST, unique=True)


@given(keys)
def test_what_is_written_is_read(found):
    assert set(read(write(found))) == set(found)
    assert write(found) == write(found[::-1])


@given(st.lists(st.uuids(), min_size=MOST + 1, max_size=MOST + 10, unique=True))
def test_no_more_than_fit(found):
    assert len(read(write(found))) == MOST


@given(st.text(max_size=2000))
def test_rubbish_names_nothing_or_listings(text):
    assert all(isinstance(key, UUID) for key in read(text))
    assert read(write(read(text))) == read(text)


@given(keys.filter(bool), st.text(max_size=21))
def test_what_is_cut_off_loses_one(found, rest):
    assert set(read(write(found) + rest)) >= set(found)
    assert set(read(write(found)[:-1])) == set(read(write(found))) - {max(found)}
