"""Five hundred dossiers in one job."""

MANY = 500


def measured(port: int) -> str:
    return ""
