"""`GET @outbox`: how the outbox stands, for monitoring; no addresses, no texts."""

from hanam.dvc.dossiers import moment
from hanam.dvc.notify import settings
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.register import outbox_lists
from hanam.dvc.register import periodic_runs
from plone.restapi.services import Service


class OutboxService(Service):
    """Per channel: whether it is on, counts by state (1001: more than 1000), since when the
    oldest message waits and when one went out last; the periodic work."""

    def reply(self):
        known = settings.current()
        return {
            "@id": f"{self.context.absolute_url()}/@outbox",
            "channels": {
                name: {
                    "on": known.is_on(name),
                    "counts": outbox_lists.counts(name),
                    "waiting_since": moment.iso(outbox_lists.waiting_since(name)),
                    "last_sent": moment.iso(outbox_lists.last_sent(name)),
                }
                for name in CHANNELS
            },
            "periodic": [
                {
                    "name": row.name,
                    "last": moment.iso(row.last),
                    "due": moment.iso(row.due),
                    "error": row.error,
                }
                for row in periodic_runs.every()
            ],
        }
