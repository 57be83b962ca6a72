"""Above the worklist: for whom the reader stands in today, with the way to their work."""

from hanam.dvc.counter.desk import name_of
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import standing_in
from hanam.dvc.register import queries
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from urllib.parse import urlencode


class StandsIn(ViewletBase):
    """One line for each person."""

    def update(self):
        super().update()
        self.entries = []
        if not api.user.is_anonymous():
            found = standing_in.of(api.user.get_current().getId())
            self.entries = [self.entry(one) for one in found]

    def entry(self, one) -> dict:
        query = {"tab": "all_open", "agency": one.agency, "assignee": one.user}
        asked = queries.WorklistQuery(
            agencies=(one.agency,),
            states=queries.groups.OPEN,
            assignee=one.user,
            now=moment.now(),
        )
        number, many = queries.total(asked)
        return {
            "name": name_of(one.user),
            "url": f"{api.portal.get().absolute_url()}/viec?{urlencode(query)}",
            "number": f"{number}+" if many else str(number),
        }
