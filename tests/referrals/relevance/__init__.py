"""How well the search finds the right address, on graded queries of first-line workers.

    make relevance                      the table
    make relevance OPTIONS=--misses     and the queries without a right answer in the first three

`queries.csv` has what is typed, the need it comes from (docs: N2, N3…), the kind of words, whether
it is kept aside for the final figure, and the right answers among the listings with their grades:

    3  the best address, the one that a good colleague would name first; several may be
    2  right
    1  acceptable: a first step, or a source that knows the way on

They were graded before the search understood any word of the scene, from fixtures/listings.csv
alone, by what the worker needs and not by what words stand in a row:

- A service that knows both drugs and sexuality comes first for a question about both. Where none
  is in reach, the nearest that does is still the best address, and a local half is right.
- A place in the query asks for what is there or serves it. Helplines and information for all of
  Flanders are then right or acceptable, not best.
- Without a place, a service of one town is right when it is the kind that is needed, and best only
  when few others do what it does.
- Age and group count: a service for adults is no answer for a minor, one for professionals none
  for a client.
- Off-topic queries have no right answer, and should find nothing at all.

Within each kind of words every third query, answerable and not, is kept aside ("final"). Whoever
tunes the search looks at the others ("tune") only, never at those. Two parts came later, graded in
the same way and run once before anybody looked at their answers:

    fresh     92 queries: nDCG@5 0.701, right in top 3 93.6 %, 14.3 % found for no-answer at first;
              looked at since
    later     55 queries: 0.698, 86.7 %, 20.0 % at first; 0.741, 93.3 %, 20.0 % when all that the
              others taught had been mended; its misses were looked at after that
"""
