"""Plone's own pages for editors and administrators are Vietnamese too."""

from tests.functional.test_language import OWN
from tests.functional.test_language import PROCEDURE_PATH
from tests.functional.test_language import VietnameseCase


TYPES = ("News Item", "File", "Image")
ELSEWHERE = ("Document", "Folder", "Link", "Event", "Collection", "EasyForm")
PAGE = "tin-tuc/nop-ho-so-truc-tuyen-khong-phai-di-lai"
FORM = f"{PROCEDURE_PATH}/to-khai"
VIEWS = (
    "edit",
    "folder_contents",
    "content_status_history",
    "@@historyview",
    "@@manage-aliases",
    "object_rename",
    "delete_confirmation",
    "@@sharing",
    "select_default_page",
    "@@folder_constraintypes_form",
)
EDITOR = (
    "folder_contents",
    "tin-tuc",
    "tin-tuc/folder_contents",
    "dashboard",
    "useractions",
    *OWN,
    *(f"tin-tuc/++add++{name}" for name in TYPES),
    *(f"++add++{name}" for name in ELSEWHERE),
    "thu-tuc/++add++Procedure",
    "co-quan/++add++Agency",
    "linh-vuc/++add++Sector",
    *(f"{PAGE}/{view}" for view in VIEWS),
    *(f"tin-tuc/{view}" for view in VIEWS),
    *(f"{PROCEDURE_PATH}/{view}" for view in VIEWS),
)
DESIGNER = (
    FORM,
    f"{FORM}/edit",
    f"{FORM}/fields",
    f"{FORM}/fields/@@add-field",
    f"{FORM}/fields/@@add-fieldset",
    f"{FORM}/fields/so_ban",
    f"{FORM}/fields/@@modeleditor",
    f"{FORM}/actions",
    f"{FORM}/actions/@@add-action",
    f"{FORM}/@@export-easy-form-import",
)
PANELS = (
    "@@overview-controlpanel",
    "@@dvc-settings",
    "@@dvc-frame-settings",
    "@@mail-controlpanel",
    "@@language-controlpanel",
    "@@site-controlpanel",
    "@@navigation-controlpanel",
    "@@search-controlpanel",
    "@@security-controlpanel",
    "@@editing-controlpanel",
    "@@dateandtime-controlpanel",
    "@@content-controlpanel",
    "@@redirection-controlpanel",
    "@@filter-controlpanel",
    "@@easyform-controlpanel",
    "@@usergroup-userprefs?searchstring=clerk",
    "@@usergroup-groupprefs",
    "@@usergroup-controlpanel",
    "@@new-user",
    "@@usergroup-groupmembership?groupname=so-mau.clerk",
    "@@usergroup-groupdetails?groupname=so-mau.clerk",
    "@@user-information?userid=clerk",
    "@@user-preferences?userid=clerk",
    "@@usergroup-usermembership?userid=clerk",
)
METHODS = {"post", "POST"}
GROUPS = {"Administrators", "Site", "Reviewers"}
# What is installed, and the zones of time.
VERSIONS = {"Apr", "head", "CMF", "PIL", "Pillow", "WSGI", "Universal"}


class EditingTest(VietnameseCase):
    def test_an_editor_reads_vietnamese(self):
        self.assert_vietnamese(self.walker("editor").walk(EDITOR, 90), 50)

    def test_a_designer_of_forms_reads_vietnamese(self):
        pages = [self.walker("manager").get(path) for path in DESIGNER]
        self.assert_vietnamese(pages, len(DESIGNER), METHODS)

    def test_an_administrator_reads_vietnamese(self):
        walker = self.walker("manager")
        pages = [walker.get(path) for path in (*PANELS, "tin-tuc/@@sharing")]
        for page in pages:
            with self.subTest(url=page.url):
                self.assertEqual(page.status, 200)
        self.assert_vietnamese(pages, len(PANELS), GROUPS | VERSIONS)

    def test_mistakes_are_told_in_vietnamese(self):
        editor, manager = self.walker("editor"), self.walker("manager")
        form = "//form[@id='form']"
        pages = [
            *(editor.send(f"tin-tuc/++add++{name}", form) for name in TYPES),
            *(editor.send(f"++add++{name}", form) for name in ELSEWHERE),
            editor.send("thu-tuc/++add++Procedure", form),
            editor.send("co-quan/++add++Agency", form),
            editor.send(f"{FORM}", "//main//form"),
            manager.send("@@mail-controlpanel", "//main//form[@method='post']"),
            manager.send("@@dvc-settings", "//main//form[@method='post']"),
            manager.send(f"{FORM}/fields/@@add-field", "//form[@id='add-field-form']"),
            manager.send("@@personal-information", form, **{"form.widgets.email": "x"}),
        ]
        self.assert_vietnamese(pages, len(pages))

    def test_what_was_done_is_told_in_vietnamese(self):
        editor = self.walker("editor")
        title = {"form.widgets.IDublinCore.title": "Một trang"}
        pages = [
            editor.send(f"{PAGE}/edit", "//form[@id='form']"),
            editor.send("++add++Document", "//form[@id='form']", **title),
        ]
        self.assert_vietnamese(pages, 2)
