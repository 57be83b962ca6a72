"""The form of the reception with what a phone photographs for it."""

from hanam.dvc.counter.photos import shown
from hanam.dvc.counter.photos import trays


class WithPhotos(shown.Photos):
    """Mixed into the view: ``filled`` is the `reception.Reception` as far as it is typed."""

    def tray_sent(self):
        """The tray that the form names, if it was begun for such a form of this clerk."""
        tray = trays.of_user(self.given("tray"), self.desk.user_id, self.now)
        if tray is None or tray.dossier:
            return None
        mine = (self.procedure.UID(), self.case)
        return tray if (tray.procedure_uid, tray.case) == mine else None

    def tray_for_it(self):
        """The tray of this form, begun now if it has none yet."""
        if self.tray is None or self.tray.is_closed:
            user_id = self.desk.user_id
            self.tray = trays.begin(self.procedure, self.case, user_id, self.now)
        return self.tray

    def photograph(self, wish: str):
        """Show the code for a phone, look what has come, turn or remove a photo."""
        problems = shown.act(self.tray_for_it(), wish)
        self.problems = [*self.problems, *(self.told_of(row) for row in problems)]
        self.look_into_tray()
        return self.form()

    def keep_files(self) -> None:
        """A browser forgets chosen files when the page comes again (`keep.js` does not): they
        are laid beside their papers as photos are."""
        scans = [(s.key, scan) for s in self.filled.sheets for scan in s.scans]
        if not scans or self.request.getHeader("X-Keep"):
            return
        problems = shown.keep(self.tray_for_it(), scans)
        self.problems = [self.told_of(problem) for problem in problems]
        self.look_into_tray()

    def look_into_tray(self) -> None:
        """What the tray holds by now; a paper that was photographed is ticked."""
        for sheet in self.filled.sheets:
            sheet.photos = self.tray.taken(sheet.key)
            sheet.given = sheet.is_there
            sheet.scans = []
