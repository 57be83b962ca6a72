"""What is asked about a person: the applicant, and the owner where that is somebody else."""

from collections.abc import Mapping
from dataclasses import replace
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import persons
from hanam.dvc.filing import declaration
from hanam.dvc.filing import places
from hanam.dvc.filing.formfield import Condition
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _


CITIZEN = Condition("kind", ("citizen",))
ORGANISATION = Condition("kind", ("organisation",))
KINDS = (("citizen", _("A citizen")), ("organisation", _("An organisation")))
FIELDS = (
    FormField(
        "kind", "choice", _("Citizen or organisation?"), required=True, choices=KINDS
    ),
    FormField(
        "name",
        "text",
        _("Full name"),
        _("As on the identity card; of an organisation, the registered name"),
        required=True,
        max_length=200,
        autocomplete="name",
    ),
    FormField(
        "id_number",
        "personal_id",
        _("Identity number"),
        _(
            "12 digits of the citizen card or 9 of the older identity card, or a passport"
        ),
        required=True,
        condition=CITIZEN,
    ),
    FormField(
        "birth_date",
        "birth",
        _("Date of birth"),
        condition=CITIZEN,
        autocomplete="bday",
    ),
    FormField(
        "tax_code", "tax_code", _("Tax code"), required=True, condition=ORGANISATION
    ),
    FormField(
        "phone",
        "phone",
        _("Phone"),
        _("The agency calls it when something is unclear, for example 0912 345 678"),
        required=True,
        autocomplete="tel",
    ),
    FormField("email", "email", _("E-mail"), max_length=200, autocomplete="email"),
    FormField(
        "address",
        "text",
        _("Address"),
        _("House number, street or hamlet"),
        max_length=500,
        autocomplete="street-address",
    ),
    FormField(
        "commune",
        "admin_unit",
        _("Commune, ward or town"),
        _("Only where it lies in the province"),
        lists=places.communes,
    ),
)
NAMES = tuple(field.name for field in FIELDS)
# A new-born child has no number yet; the agency reaches the applicant.
MAY_BE_UNKNOWN_OF_OWNER = ("id_number", "tax_code", "phone")


def fields(prefix: str = "applicant") -> tuple[FormField, ...]:
    """`FIELDS` as they are asked of the ``applicant`` or of the ``owner``."""
    if prefix == "applicant":
        return FIELDS
    return tuple(
        replace(field, required=False, autocomplete="")
        if field.name in MAY_BE_UNKNOWN_OF_OWNER
        else replace(field, autocomplete="")
        for field in FIELDS
    )


def validate(raw: Mapping, prefix: str, strict: bool = False):
    """Read a person; returns (person, problems), the person with every key of `NAMES`.

    ``kind`` is a citizen where nothing is said. ``prefix`` is ``applicant`` or
    ``owner``; see `declaration.validate` for the rest.
    """
    raw = {**raw, "kind": raw.get("kind") or "citizen"}
    data, problems = declaration.validate(fields(prefix), raw, prefix, strict)
    person = {name: data.get(name) or "" for name in NAMES}
    wrong = {problem.field for problem in problems}
    _clean, more = persons.check(
        person, prefix, moment.now().date(), needs_id=prefix == "applicant"
    )
    problems.extend(
        Problem(problem.field, messages.text(problem))
        for problem in more
        if problem.field not in wrong
    )
    return person, problems
