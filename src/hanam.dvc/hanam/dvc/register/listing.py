"""Reading a list: from ranges of an index, sifted, or from what a search found."""

from hanam.dvc.register import sifting
from hanam.dvc.register import statements
from hanam.dvc.register.session import session


class Listing:
    """A list with its SQL.

    `shape`: the column it is ordered by, whether backwards, the number of agencies, states and
    filters. `sieve`: conditions that no index knows. `search`: read from what the index of
    `by` (`term`, `content`) finds.
    """

    def __init__(self, shape, params, sieve, search, by):
        self.column, self.backwards, *rest = shape
        self.rest = tuple(rest)
        self.sieve, self.search, self.by = sieve, search, by
        self.params = params | {"look": sifting.LOOK, "skipped": sifting.LOOK - 1}

    def total(self, most):
        """(number up to `most`, whether there are more)"""
        if self.search:
            statement = statements.found_total(*self.rest, self.by)
        elif self.sieve:
            statement = statements.sifted_total(self.column, *self.rest, self.sieve)
        else:
            agencies, states, filters = self.rest
            statement = statements.totals(agencies, (("listed", states, filters),))
        total = session().scalar(statement, self.params)
        many = total > most
        if self.sieve and not many:
            ended = statements.edge(self.column, False, *self.rest, False)
            many = session().execute(ended, self.params).first() is not None
        return min(total, most), many

    def read(self, position, turned):
        """The (sort value, code) of a page and one more, and where looking ended early.

        `turned`: against the order of the list; `position`: to go on from, or None.
        """
        shape = (self.column, self.backwards != turned, *self.rest)
        shape += (position is not None,)
        params = self.params
        if position:
            params = params | {"at": position[0], "code": position[1]}
        if self.sieve:
            found = _all(statements.sifted(*shape, self.sieve), params)
            if len(found) == params["enough"]:
                return found, None
            return found, session().execute(statements.edge(*shape), params).first()
        if self.search:
            return _all(statements.found(*shape, self.by), params), None
        return _all(statements.ranges(*shape), params), None


def _all(statement, params):
    return session().execute(statement, params).all()
