"""Sound and moving pictures of an item: checked by content, sent in ranges, with captions."""

from hanam.dvc.i18n import _
from plone.autoform.interfaces import IFormFieldProvider
from plone.namedfile.browser import Download
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zExceptions import NotFound
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant
from zope.interface import provider


HEAD = 64
SOUND = {"audio/mpeg": "MP3", "audio/ogg": "Ogg", "audio/mp4": "M4A"}
VIDEO = {"video/mp4": "MP4", "video/webm": "WebM"}
CAPTIONS = "text/vtt"
FIELDS = ("video", "audio", "captions")


def kind_of(head: bytes) -> str:
    """The content type of a file by its first bytes; "" for what is not played here."""
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:11] == b"M4A" else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
        return "audio/mpeg"
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return CAPTIONS
    return ""


def head_of(file) -> bytes:
    """The first bytes of a named file."""
    with file.open() as stream:
        return stream.read(HEAD)


@provider(IFormFieldProvider)
class IMedia(model.Schema):
    """A video with captions and transcript, a sound."""

    model.fieldset(
        "media",
        label=_("Sound and video"),
        fields=["video", "captions", "audio", "transcript"],
    )
    video = NamedBlobFile(
        title=_("Video"), description=_("MP4 or WebM."), required=False
    )
    captions = NamedBlobFile(
        title=_("Captions of the video"),
        description=_("A WebVTT file; who cannot hear reads it."),
        required=False,
    )
    audio = NamedBlobFile(
        title=_("Sound"), description=_("MP3, Ogg or M4A."), required=False
    )
    transcript = schema.Text(
        title=_("All that is said, as text"),
        required=False,
        default="",
        missing_value="",
    )

    @invariant
    def files_are_what_they_say(data):
        check(data.video, VIDEO, _("The video must be MP4 or WebM."))
        check(data.audio, SOUND, _("The sound must be MP3, Ogg or M4A."))
        check(data.captions, (CAPTIONS,), _("The captions must be a WebVTT file."))

    @invariant
    def what_is_said_can_be_read(data):
        if (data.video or data.audio) and not (data.captions or data.transcript):
            raise Invalid(
                _("Add captions or all that is said as text: some readers cannot hear.")
            )


def check(file, kinds, message) -> None:
    """`Invalid` unless a file, if there is one, is of one of the kinds."""
    if file is not None and kind_of(head_of(file)) not in kinds:
        raise Invalid(message)


def shown(item) -> dict:
    """{video, video_type, captions, audio, audio_type, transcript} for the macro."""
    url = f"{item.absolute_url()}/@@phat"
    found = {"transcript": item.transcript or ""}
    for name in FIELDS:
        file = getattr(item, name, None)
        found[name] = f"{url}/{name}" if file is not None else ""
        found[f"{name}_type"] = kind_of(head_of(file)) if file is not None else ""
    return found


class Play(Download):
    """`<item>/@@phat/<field>`: a file to play in the page; ranges are answered."""

    def __call__(self):
        if self.fieldname not in FIELDS:
            raise NotFound(self.request.getURL())
        file = getattr(self.context, self.fieldname, None)
        if file is None:
            raise NotFound(self.request.getURL())
        return super().__call__()

    def set_headers(self, file):
        response = self.request.response
        response.setHeader("Content-Type", kind_of(head_of(file)))
        response.setHeader("Content-Length", str(file.getSize()))
        response.setHeader("Accept-Ranges", "bytes")
        response.setHeader("Content-Disposition", "inline")
        response.setHeader("X-Content-Type-Options", "nosniff")
