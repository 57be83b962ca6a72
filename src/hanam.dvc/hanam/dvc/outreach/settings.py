"""Settings of this room: records of the registry with the prefix ``hanam.dvc.outreach``.

An administrator edits them at ``@@dvc-outreach-settings``.
"""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.outreach"


class IOutreachSettings(Interface):
    """What an administrator may change without a new version."""

    equipment = schema.Tuple(
        title=_("Equipment of a support point"),
        description=_("What the province's directive asks for, one a line."),
        value_type=schema.TextLine(),
        default=("Máy tính", "Máy in", "Máy quét", "Internet", "Bàn ghế"),
        required=False,
    )
    topics = schema.Tuple(
        title=_("Topics of questions"),
        description=_("One a line, in the order of the page."),
        value_type=schema.TextLine(),
        default=(
            "Tài khoản và nộp hồ sơ",
            "Giấy tờ và bản sao",
            "Phí, lệ phí",
            "Thời hạn và kết quả",
            "Bưu chính",
            "Khác",
        ),
        required=False,
    )
    answer_days = schema.Int(
        title=_("Working days in which a question is answered"),
        description=_("NĐ 43/2011 art. 17 gives 15."),
        default=15,
        min=1,
    )
    keep_days = schema.Int(
        title=_("Days after which the text and e-mail of who asked are erased"),
        description=_("Counted from the day of the answer or of the refusal."),
        default=180,
        min=1,
    )
    votes = schema.Int(
        title=_("Answers to “Was this useful?” by one address"),
        description=_("In as many seconds as the window has."),
        default=60,
        min=1,
    )
    questions = schema.Int(
        title=_("Questions asked by one address"),
        description=_("In as many seconds as the window has."),
        default=5,
        min=1,
    )
    window = schema.Int(
        title=_("Window of the two limits above, in seconds"), default=600, min=1
    )
    comment_length = schema.Int(
        title=_("Longest remark on a page, in characters"),
        default=500,
        min=50,
        max=2000,
    )


value = reader(IOutreachSettings, PREFIX)


class Form(RegistryEditForm):
    schema = IOutreachSettings
    schema_prefix = PREFIX
    label = _("Outreach")
    description = _("Support points, questions and remarks of readers.")


class Panel(ControlPanelFormWrapper):
    """The form within the frame of Plone's control panel."""

    form = Form
