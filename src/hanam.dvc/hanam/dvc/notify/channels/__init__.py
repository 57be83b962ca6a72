"""The ways to a person, behind one interface; see `base`."""

from hanam.dvc.notify.channels.mail import Email
from hanam.dvc.notify.channels.sms import Sms
from hanam.dvc.notify.channels.zalo import Zalo


CHANNELS = {channel.id: channel for channel in (Email(), Sms(), Zalo())}
