"""`/tim-ho-so?ma=<code>`: straight to a dossier, for scanners and links on paper."""

from hanam.dvc.counter import asking
from hanam.dvc.counter.asked import Asked
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.tabs import EVERYTHING
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import access
from hanam.dvc.i18n import _
from urllib.parse import urlencode


class Jump(StaffView):
    """Opens the dossier of a code; one that is unknown, or another agency's, is searched
    for in the worklist, which then says that there is none."""

    page_title = _("Find a dossier")

    def page(self):
        code = str(self.request.form.get("ma") or "").strip()
        dossier = access.dossier_for(code)
        if dossier is not None:
            return self.go(dossier.absolute_url())
        try:
            asked = asking.read({"tab": EVERYTHING, "q": code}, self.desk)
        except BadRequest as error:
            self.tell(error.args[0], "warning")
            asked = Asked(tab=EVERYTHING)
        query = urlencode(asking.kept(asked, self.desk).parameters())
        return self.go(f"{self.portal_url}/viec?{query}")
