"""Filters of a list: those an index answers, and those by which a list is sifted.

An index knows agency, state, procedure and assignee together with the order of the list. For all
else the list is read in its order, `LOOK` dossiers at a time, and what fits is kept: the cost of a
page has a bound, and a rare kind takes more than one page to be found.
"""

from hanam.dvc.register import statements
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.rules.content import pattern
from hanam.dvc.rules.content import span
from hanam.dvc.rules.content import words_of


LOOK = 2000
LONGEST_WORDS = 6
COLUMNS = ("channel", "result_by", "step")
# Whether a content has every word that was asked for.
CONTENT = "AND EXISTS (SELECT 1 FROM content WHERE content.code = dossier.code {words})"
TRACKS = ("money", "delivery", "sync", "shelf")


def filters(query, params, column, is_wide):
    """Conditions that the index behind a list knows."""
    found = ()
    if query.procedure:
        params["procedure"] = query.procedure
        if not is_wide:
            found += (statements.PROCEDURE,)
    return found + _between(query, params, lambda name: name == column)


def sieve(query, params, column, is_wide):
    """Conditions by which the list is sifted."""
    found = _between(query, params, lambda name: name != column)
    if query.procedure and is_wide:
        found += (statements.PROCEDURE,)
    for name in COLUMNS:
        if value := getattr(query, name):
            params[name] = value
            of = "step_title" if name == "step" else name
            found += (f"AND dossier.{of} = :{name}",)
    for name, value in query.tracks:
        if name in TRACKS and name in DossierRow.__table__.c:
            params[name] = value
            found += (f"AND dossier.{name} = :{name}",)
    return found


def _between(query, params, chosen):
    found = ()
    for name, start, end in query.between:
        if name not in statements.RANGED or not chosen(name):
            continue
        if name == "entered":
            # Those never accepted stand there by the day they were filed.
            found += ("AND received IS NOT NULL",)
        if start is not None:
            params[f"{name}_from"] = start
            found += (f"AND {name} >= :{name}_from",)
        if end is not None:
            params[f"{name}_before"] = end
            found += (f"AND {name} < :{name}_before",)
    return found


def asked(query) -> list[str]:
    """The words that are looked for in the content."""
    return words_of(query.words)[:LONGEST_WORDS]


def content(query, params):
    """The condition that the content of a dossier has all words that were asked for."""
    found = asked(query)
    for number, word in enumerate(found):
        params[f"w{number}"] = pattern(word)
    likes = " ".join(
        f"AND content.text LIKE :w{number}" for number in range(len(found))
    )
    return CONTENT.format(words=likes)


def is_rare(query, params, most) -> bool:
    """Whether the rarest of the words that are looked for is in so few dossiers; its range is
    put into the parameters."""
    numbers = []
    for word in asked(query):
        start, end = span(word)
        statement = statements.matches(len(query.agencies), "content")
        known = params | {"from_term": start, "to_term": end}
        numbers.append((session().scalar(statement, known), start, end))
    number, start, end = min(numbers, default=(0, "", ""))
    params |= {"from_term": start, "to_term": end}
    return number <= most
