"""Settings of this room: records of the registry with the prefix ``hanam.dvc.outreach``.

An administrator edits them at ``@@dvc-outreach-settings``.
"""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import page
from hanam.dvc.records import reader
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
    answer_days = integer(
        _("Working days in which a question is answered"),
        15,
        about=_("NĐ 43/2011 art. 17 gives 15."),
    )
    keep_days = integer(
        _("Days after which the text and e-mail of who asked are erased"),
        180,
        about=_("Counted from the day of the answer or of the refusal."),
    )
    votes = integer(
        _("Answers to “Was this useful?” by one address"),
        60,
        about=_("In as many seconds as the window has."),
    )
    questions = integer(
        _("Questions asked by one address"),
        5,
        about=_("In as many seconds as the window has."),
    )
    window = integer(_("Window of the two limits above, in seconds"), 600)
    comment_length = integer(
        _("Longest remark on a page, in characters"), 500, least=50, most=2000
    )


value = reader(IOutreachSettings, PREFIX)


Panel = page(
    IOutreachSettings,
    PREFIX,
    _("Outreach"),
    _("Support points, questions and remarks of readers."),
)
