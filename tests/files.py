"""Files for the tests of papers: right ones and everything that can be wrong with one."""

from hanam.dvc.filing.sample_paper import pdf
from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import pikepdf
import zlib


WORD = "word/document.xml"
GPS = {1: "N", 2: (20.0, 32.0, 0.0), 3: "E", 4: (105.0, 54.0, 0.0)}
DEVICE = "May-anh-thu-nghiem"
LEFT_HALF = (200, 30, 30)


def photo(size=(400, 300), orientation=1, telling=False, kind="JPEG", seed=0) -> bytes:
    """A picture whose left half is red; ``telling``: with place and device."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=LEFT_HALF)
    ImageDraw.Draw(image).rectangle((0, 0, 9, 9), fill=colour(seed))
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    if telling:
        exif[0x0110] = DEVICE
        exif.get_ifd(0x8825).update(GPS)
    out = BytesIO()
    image.save(out, kind, exif=exif, **({"quality": 92} if kind == "JPEG" else {}))
    return out.getvalue()


def colour(seed: int) -> tuple[int, int, int]:
    """Colours far enough from each other that no two pictures are the same file."""
    return seed * 37 % 256, seed * 91 % 256, seed * 151 % 256


def side_of_red(data: bytes) -> str:
    """Where the red half of `photo` is: left, right, top, bottom."""
    with Image.open(BytesIO(data)) as image:
        rgb = image.convert("RGB")
    wide, high = rgb.size
    places = {
        "left": (wide // 8, high // 2),
        "right": (wide - wide // 8, high // 2),
        "top": (wide // 2, high // 8),
        "bottom": (wide // 2, high - high // 8),
    }
    red = {
        name
        for name, place in places.items()
        if rgb.getpixel(place)[0] > 150 and rgb.getpixel(place)[1] < 100
    }
    both = {frozenset(("left", "top", "bottom")), frozenset(("right", "top", "bottom"))}
    upright = {
        frozenset(("top", "left", "right")),
        frozenset(("bottom", "left", "right")),
    }
    for name in ("left", "right"):
        if name in red and frozenset(red | {"top", "bottom"}) in both:
            return name
    for name in ("top", "bottom"):
        if name in red and frozenset(red | {"left", "right"}) in upright:
            return name
    raise AssertionError(f"no half is red: {red}")


def remade(change, data=None, **options) -> bytes:
    """A PDF after ``change(pdf)``."""
    with pikepdf.open(BytesIO(data or pdf("Giay to"))) as file:
        change(file)
        out = BytesIO()
        file.save(out, **options)
    return out.getvalue()


def locked_pdf() -> bytes:
    locks = pikepdf.Encryption(user="mat-khau", owner="mat-khau")
    return remade(lambda file: None, encryption=locks)


def script(file) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')")
    )


def scripted_pdf() -> bytes:
    return remade(script)


def launching_pdf() -> bytes:
    def change(file):
        action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        file.pages[0].obj.AA = pikepdf.Dictionary(O=action)

    return remade(change)


def carrying_pdf(inside: bytes = b"ben trong") -> bytes:
    """With a file inside."""

    def change(file):
        file.attachments["ben-trong.txt"] = inside

    return remade(change)


def showing_pdf(inside: bytes) -> bytes:
    """With these bytes, packed, where the page is drawn."""

    def change(file):
        file.pages[0].obj.Contents = file.make_stream(inside)

    return remade(change)


def signed_scripted_pdf() -> bytes:
    def change(file):
        script(file)
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            ByteRange=pikepdf.Array([0, 1, 2, 3]),
            Contents=pikepdf.String("x"),
        )
        field = file.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("a"), V=value)
        )
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    return remade(change)


def bomb_pdf(size: int) -> bytes:
    """Its directory of objects becomes ``size`` bytes when it is unpacked."""
    packed = zlib.compressobj(9)
    data = packed.compress(b"1 0 " + b" " * (size - 4)) + packed.flush()
    out = bytearray(b"%PDF-1.5\n")
    at = len(out)
    out += (
        b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\n"
        % len(data)
    )
    out += b"stream\n" + data + b"\nendstream\nendobj\n"
    table = len(out)
    rows = (
        b"\x00\x00\x00\x00\x00"
        + b"\x02\x00\x00\x02\x00"
        + b"\x01"
        + at.to_bytes(3, "big")
    )
    rows += b"\x00" + b"\x01" + table.to_bytes(3, "big") + b"\x00"
    out += (
        b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 3 1] /Root 1 0 R /Length %d >>\n"
        % len(rows)
    )
    out += b"stream\n" + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def archive(**more) -> bytes:
    """A Word file as far as anybody here looks; ``more`` are further entries."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(WORD, "<document/>")
        for name, data in more.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def locked_archive() -> bytes:
    """The flag of a locked entry, in both places where it stands."""
    data = bytearray(archive())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
