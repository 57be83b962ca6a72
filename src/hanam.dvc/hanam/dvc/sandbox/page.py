"""The page on which the messages "sent" to citizens can be read."""

from hanam.dvc.sandbox.box import CHANNELS
from hanam.dvc.sandbox.box import MODES
from html import escape


TITLES = {"email": "Email", "sms": "SMS", "zalo": "Zalo"}
MODE_TITLES = {
    "ok": "nhận bình thường",
    "fail": "tạm thời lỗi",
    "slow": "trả lời chậm",
    "refuse": "từ chối",
    "drop": "nhận rồi cắt kết nối",
    "lost": "nhận nhưng báo không tới",
}
SHOWN = 200
CSS = """
body { font: 17px/1.5 system-ui, sans-serif; color: #1b1f24; background: #f5f4f1;
  margin: 0 auto; max-width: 52rem; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.1rem; }
a { color: #9b1c1c; }
ol { list-style: none; padding: 0; }
article, details, form.find { background: #fff; border: 1px solid #d9d6cf; border-radius: 6px;
  padding: .75rem 1rem; margin: 0 0 .75rem; overflow-wrap: anywhere; }
article h2, article p { margin: 0; }
pre { font: inherit; white-space: pre-wrap; margin: .5rem 0 0; }
.quiet { color: #5a5750; font-size: .95rem; }
label { display: block; font-weight: 600; }
input, select, button { font: inherit; padding: .4rem .6rem; border: 1px solid #77736a;
  border-radius: 6px; background: #fff; color: inherit; max-width: 100%; }
button { background: #9b1c1c; border-color: #9b1c1c; color: #fff; }
:focus-visible { outline: 3px solid #1b1f24; outline-offset: 2px; }
summary { min-height: 1.75rem; }
@media (prefers-color-scheme: dark) {
  body { background: #16181b; color: #e8e6e1; }
  article, details, form.find, input, select { background: #202327; border-color: #4a4d52; }
  a { color: #f0a3a3; } .quiet { color: #b9b5ab; }
}
"""
PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tin nhắn tới người dân (tỉnh mẫu)</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
<h1>Tin nhắn tới người dân (tỉnh mẫu)</h1>
<p>Ở tỉnh mẫu, email, SMS và tin Zalo không đi đâu cả: chúng dừng lại ở đây, \
kể cả mã xác nhận gửi tới điện thoại. <a href="/">Tải lại trang</a> để xem tin mới.</p>
<form class="find" method="get" action="/">
<label for="q">Tìm số điện thoại, địa chỉ email hoặc từ trong tin</label>
<input id="q" name="q" type="search" value="{asked}" autocomplete="off">
<button type="submit">Tìm</button>
</form>
<p class="quiet" role="status">{count}</p>
<ol>{messages}</ol>
<details>
<summary>Cho cổng nhắn tin gặp sự cố để thử</summary>
{modes}
</details>
</main>
</body>
</html>
"""


def messages(box, asked: str) -> str:
    """The page as HTML."""
    found = box.newest(asked)
    shown = "".join(one(message) for message in found[:SHOWN])
    count = f"{len(found)} tin" if found else "Chưa có tin nào."
    if found and len(found) > SHOWN:
        count += f", {SHOWN} tin mới nhất ở dưới"
    modes = "".join(mode_form(box, channel) for channel in CHANNELS)
    return PAGE.format(asked=escape(asked), count=count, messages=shown, modes=modes)


def one(message) -> str:
    """A message as an item of the list."""
    twice = f" · nhận {message.times} lần" if message.times > 1 else ""
    head = message.subject or TITLES[message.channel]
    return (
        f"<li><article><h2>{escape(head)}</h2>"
        f'<p class="quiet">{TITLES[message.channel]} tới '
        f"<strong>{escape(message.recipient)}</strong> lúc "
        f"{message.at:%H:%M:%S}{twice}</p>"
        f"<pre>{linked(message.text)}</pre></article></li>"
    )


def linked(text: str) -> str:
    """The text with its addresses of pages as links."""
    words = []
    for line in text.split("\n"):
        parts = [
            f'<a href="{escape(word)}" rel="noopener">{escape(word)}</a>'
            if word.startswith(("http://", "https://"))
            else escape(word)
            for word in line.split(" ")
        ]
        words.append(" ".join(parts))
    return "\n".join(words)


def mode_form(box, channel: str) -> str:
    """How a channel behaves now, with a choice."""
    options = "".join(
        f'<option value="{mode}"{" selected" if box.modes[channel] == mode else ""}>'
        f"{MODE_TITLES[mode]}</option>"
        for mode in MODES
    )
    return (
        f'<form method="post" action="/modes"><p><label for="{channel}-mode">'
        f"{TITLES[channel]}</label>"
        f'<input type="hidden" name="channel" value="{channel}">'
        f'<select id="{channel}-mode" name="mode">{options}</select> '
        f'<button type="submit">Đặt</button></p></form>'
    )


def as_data(found) -> list[dict]:
    """The messages for programs."""
    return [
        {
            "channel": message.channel,
            "key": message.key,
            "to": message.recipient,
            "from": message.sender,
            "subject": message.subject,
            "text": message.text,
            "at": message.at.isoformat(timespec="seconds"),
            "times": message.times,
        }
        for message in found
    ]
