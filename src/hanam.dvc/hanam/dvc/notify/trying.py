"""What is wrong with a text that an editor typed, and sending it to oneself."""

from collections.abc import Iterator
from hanam.dvc.i18n import _
from hanam.dvc.notify import events
from hanam.dvc.notify import queue
from hanam.dvc.notify import testing_message
from hanam.dvc.notify import waking
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.notify.texts import Text
from hanam.dvc.register import outbox
from hanam.dvc.rules import message_text


LONGEST_SUBJECT = 200
LONGEST_TEXT = 5000


def mistakes(event, channel: str, subject: str, text: str) -> Iterator[tuple]:
    """(field, message) of all that is wrong; a text with a mistake is never kept."""
    parts = [("text", text, LONGEST_TEXT)]
    if channel == "email":
        parts.insert(0, ("subject", subject, LONGEST_SUBJECT))
    for field, words, most in parts:
        if not words.strip():
            yield field, _("Write something: an empty message helps nobody.")
        if len(words) > most:
            yield (
                field,
                _("At most ${most} characters, please.", mapping={"most": most}),
            )
        for name in message_text.unknown(words, event.variables):
            mapping = {"name": f"${{{name}}}"}
            yield (
                field,
                _(
                    "${name} is not known here. The names that can be used stand beside "
                    "the text.",
                    mapping=mapping,
                ),
            )
        for piece in message_text.stray(words):
            yield (
                field,
                _(
                    "“${piece}” is no name. A name is written like this: ${example}; a "
                    "dollar sign is written twice: $$.",
                    mapping={"piece": piece, "example": "${so_ho_so}"},
                ),
            )


def send(event, channel: str, language: str, text: Text, address: str):
    """Queue a text with the event's sample; None, or a message about what is wrong."""
    to = testing_message.to(channel, address)
    if not CHANNELS[channel].address(to):
        return _("Enter an e-mail address, or a mobile number of 10 digits.")
    if channel not in queue.usable(to):
        return _("This channel is switched off. Switch it on in the settings first.")
    subject, words = queue.filled(text, channel, event.sample)
    outbox.add(
        channel=channel,
        recipient=CHANNELS[channel].address(to),
        subject=subject,
        text=words,
        language=language,
        **queue.times(events.get(testing_message.TEST.id), 0),
    )
    waking.after_commit()
    return None
