"""The same action on several dossiers: each by itself, with a result for each."""

from AccessControl import Unauthorized
from hanam.dvc.counter.asking import MOST
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from zope.i18n import translate


def take(codes, request) -> list[dict]:
    """Assign dossiers to the present user: {code, done, message} for each.

    What cannot be taken is left as it is and does not keep the others from being taken.
    """
    chosen = codes if isinstance(codes, list) else [codes or ""]
    chosen = list(dict.fromkeys(code for code in chosen if code))
    return [_take(str(code), request) for code in chosen[:MOST]]


def _take(code, request) -> dict:
    done, message = False, _("There is no such dossier in your agency.")
    dossier = access.dossier_for(code)
    if dossier is not None:
        try:
            actions.assign(dossier)
            done, message = True, _("Taken.")
        except DossierError as error:
            message = messages.text(error.problems[0])
        except Unauthorized:
            message = _("Your role cannot take this dossier.")
    return {"code": code, "done": done, "message": translate(message, context=request)}
