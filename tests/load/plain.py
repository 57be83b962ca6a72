"""plain.py: let guests file without a code, on the portal of DVC_VAR; loads are about something else."""


def main() -> None:
    from hanam.dvc.operations import zope
    from plone import api

    import transaction

    with zope.portal():
        api.portal.set_registry_record("hanam.dvc.identity.guest_code", "off")
        transaction.commit()


if __name__ == "__main__":
    main()
