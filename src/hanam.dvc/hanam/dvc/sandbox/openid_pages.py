"""The pages of the stand-in for a national login."""

from hanam.dvc.sandbox.people import PEOPLE
from html import escape


CSS = """
body { font: 17px/1.5 system-ui, sans-serif; color: #1b1f24; background: #eef2f7;
  margin: 0 auto; max-width: 30rem; padding: 1rem; }
main { background: #fff; border: 1px solid #c9d2de; border-radius: 6px; padding: 1.25rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin-top: 0; }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; }
legend { font-weight: 600; padding: 0; }
label { display: block; padding: .4rem 0; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid #174a7c; border-radius: 6px;
  background: #174a7c; color: #fff; margin-right: .5rem; }
button.quiet { background: #fff; color: #174a7c; }
.wrong { color: #a11; font-weight: 600; }
:focus-visible { outline: 3px solid #1b1f24; outline-offset: 2px; }
"""
PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
KEPT = (
    "client_id",
    "response_type",
    "scope",
    "redirect_uri",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
)
TITLE = "Tài khoản quốc gia (mẫu)"


def page(title: str, content: str) -> str:
    return PAGE.format(title=escape(title), content=content)


def start() -> str:
    return page(
        TITLE,
        "<p>Máy chủ đăng nhập này chỉ để thử; những người ở đây không có thật. "
        "Hãy bắt đầu từ trang đăng nhập của cổng.</p>",
    )


def refused() -> str:
    return page(TITLE, "<p>Yêu cầu đăng nhập không hợp lệ.</p>")


def ended() -> str:
    return page(TITLE, "<p>Bạn đã đăng xuất khỏi tài khoản quốc gia (mẫu).</p>")


def login(asked: dict, person: str | None, wrong: bool = False) -> str:
    """Who one is, and whether the portal may know it."""
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(asked.get(name, ""))}">'
        for name in KEPT
    )
    people = "".join(
        f'<label><input type="radio" name="person" value="{key}"'
        f"{' checked' if key == person else ''}> {escape(facts['name'])}</label>"
        for key, facts in PEOPLE.items()
    )
    told = '<p class="wrong">Hãy chọn một người.</p>' if wrong else ""
    return page(
        TITLE,
        f'<form method="post" action="/authorize">{hidden}{told}'
        f"<fieldset><legend>Bạn là ai?</legend>{people}</fieldset>"
        "<p>Cổng dịch vụ công sẽ nhận: họ tên, số định danh, ngày sinh, điện thoại, "
        "email.</p>"
        '<button name="go" value="agree">Đồng ý và đăng nhập</button>'
        '<button class="quiet" name="go" value="refuse">Từ chối</button></form>',
    )
