"""Kinds of fields for declarations: numbers of people and bodies, places, money.

They are zope.schema fields, known to plone.supermodel and to the editor of easyform;
their values are texts as typed (money: đồng). `normal` gives the normal form.
"""

from hanam.dvc.catalogue.identity import message
from hanam.dvc.i18n import _
from hanam.dvc.rules import identity
from plone.schemaeditor.fields import FieldFactory
from plone.schemaeditor.interfaces import IFieldEditFormSchema
from plone.supermodel.exportimport import BaseHandler
from plone.supermodel.exportimport import ChoiceHandler
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import Bool
from zope.schema import Choice
from zope.schema import Decimal
from zope.schema import Int
from zope.schema import TextLine
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IField
from zope.schema.interfaces import IInt
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import ValidationError


COMMUNES = "hanam.dvc.communes"


class NotSuch(ValidationError):
    """A value that `rules.identity` refuses; ``problem`` is its error."""

    def __init__(self, problem, value):
        super().__init__(value)
        self.problem = problem

    def doc(self):
        return translate(message(self.problem), context=getRequest())


class CheckedLine(TextLine):
    """A line of text that `rules.identity` checks."""

    rule = staticmethod(identity.email)

    def normal(self, value: str) -> str:
        """The normal form of what was typed; `NotSuch` if there is none."""
        try:
            return self.rule(value)
        except identity.Invalid as problem:
            raise NotSuch(problem, value) from problem

    def _validate(self, value):
        super()._validate(value)
        self.normal(value)


class IPersonalId(ITextLine):
    """A personal number: CCCD or CMND."""


@implementer(IPersonalId)
class PersonalId(CheckedLine):
    """A personal number."""

    rule = staticmethod(identity.personal_id)


class ITaxCode(ITextLine):
    """A tax code."""


@implementer(ITaxCode)
class TaxCode(CheckedLine):
    """A tax code of a body, or a personal number used as one."""

    def rule(self, value):
        return identity.tax_code(value, personal=True)


class IPhone(ITextLine):
    """A phone number."""


@implementer(IPhone)
class Phone(CheckedLine):
    """A phone number of Vietnam."""

    rule = staticmethod(identity.phone)


class IEmail(ITextLine):
    """An e-mail address."""


@implementer(IEmail)
class Email(CheckedLine):
    """An e-mail address."""


class IMoney(IInt):
    """An amount in đồng."""


@implementer(IMoney)
class Money(Int):
    """An amount in đồng, 0 or more."""

    def __init__(self, min=0, **options):  # noqa: A002 - the name zope.schema gives it
        super().__init__(min=min, **options)


class INumber(IDecimal):
    """A number with decimals."""


@implementer(INumber)
class Number(Decimal):
    """A number with decimals."""


class IAdminUnit(IChoice):
    """A commune of the province."""


@implementer(IAdminUnit)
class AdminUnit(Choice):
    """A commune of the province, by its code of the statistics office."""

    def __init__(self, vocabulary=COMMUNES, **options):
        super().__init__(vocabulary=vocabulary, **options)


@implementer(IFieldEditFormSchema)
@adapter(IAdminUnit)
def admin_unit_form(field):
    """An editor sets no values of it: the communes are those of the catalogue."""
    return IField


class ITick(IBool):
    """A box that must be ticked."""


class NotTicked(ValidationError):
    __doc__ = _("Tick this box to go on.")


@implementer(ITick)
class Tick(Bool):
    """A statement the applicant has to agree to."""

    def _validate(self, value):
        super()._validate(value)
        if self.required and not value:
            raise NotTicked(value)


TickFactory = FieldFactory(Tick, _("Box that must be ticked"))
TickHandler = BaseHandler(Tick)
PersonalIdFactory = FieldFactory(PersonalId, _("Personal number (CCCD, CMND)"))
PersonalIdHandler = BaseHandler(PersonalId)
TaxCodeFactory = FieldFactory(TaxCode, _("Tax code"))
TaxCodeHandler = BaseHandler(TaxCode)
PhoneFactory = FieldFactory(Phone, _("Phone number"))
PhoneHandler = BaseHandler(Phone)
EmailFactory = FieldFactory(Email, _("E-mail address"))
EmailHandler = BaseHandler(Email)
MoneyFactory = FieldFactory(Money, _("Amount in đồng"))
MoneyHandler = BaseHandler(Money)
NumberFactory = FieldFactory(Number, _("Number with decimals"))
NumberHandler = BaseHandler(Number)
AdminUnitFactory = FieldFactory(AdminUnit, _("Commune of the province"))
AdminUnitHandler = ChoiceHandler(AdminUnit)
