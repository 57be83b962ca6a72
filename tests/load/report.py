"""Tables and ratios out of what was measured."""


def filing(title: str, results: dict) -> str:
    """A row per system, size and clients; then each bar with the ratio that was found."""
    lines = [
        f"### {title}",
        "",
        "| system | dossiers | clients | ms per filing | p95 | filings/s | failed | run again |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (system, clients), (result, conflicts) in sorted(
        results.items(), key=lambda item: (item[0][1], item[0][0].size, item[0][0].name)
    ):
        lines.append(
            f"| {system.name} | {system.size:,} | {clients} | {result.milliseconds:.1f}"
            f" | {result.p95:.1f} | {result.rate:.0f} | {result.failed} | {conflicts} |"
        )
    lines += ["", *filing_ratios(results)]
    return "\n".join(lines)


def filing_ratios(results: dict) -> list[str]:
    """The bars: rate against stock Plone, growth with the number of dossiers, no failure."""
    cells = {
        (system.kind, system.size, clients): result
        for (system, clients), (result, _conflicts) in results.items()
    }
    sizes = sorted({size for _kind, size, _clients in cells})
    most = max(clients for _kind, _size, clients in cells)
    lines = []
    for size in sizes:
        product = cells["product", size, most]
        for kind, name in (("stock", "stock Plone"), ("peer", "the minimal peer")):
            other = cells.get((kind, size, most))
            if other is not None:
                ratio = product.rate / other.rate
                lines.append(
                    f"* {size:,} dossiers, {most} clients: {ratio:.1f} times the rate of {name}"
                )
    if len(sizes) > 1:
        for clients in sorted({clients for _kind, _size, clients in cells}):
            growth = (
                cells["product", sizes[-1], clients].milliseconds
                / cells["product", sizes[0], clients].milliseconds
            )
            lines.append(
                f"* cost of a filing at {sizes[-1]:,} over that at {sizes[0]:,},"
                f" {clients} clients: {growth:.2f}"
            )
    failed = sum(
        result.failed for (kind, *_), result in cells.items() if kind == "product"
    )
    lines.append(f"* filings of the product that failed: {failed}")
    return lines


def reading(results: dict) -> str:
    """A row per page: cost at each size and the ratio of the largest to the smallest."""
    sizes = sorted({size for _what, size in results})
    head = " | ".join(f"ms at {size:,}" for size in sizes)
    lines = [
        "### Reading",
        "",
        f"| what | {head} | ratio | failed |",
        "|---" * (len(sizes) + 3) + "|",
    ]
    for what in dict.fromkeys(what for what, _size in results):
        cells = [results[what, size] for size in sizes]
        values = " | ".join(f"{cell.milliseconds:.1f}" for cell in cells)
        ratio = cells[-1].milliseconds / cells[0].milliseconds
        failed = sum(cell.failed for cell in cells)
        lines.append(f"| {what} | {values} | {ratio:.2f} | {failed} |")
    return "\n".join(lines)


def imported(seconds: float, text: str) -> str:
    """The import of the national file: time and its own report."""
    return f"### Import of the national file\n\n{seconds:.0f} s\n\n```\n{text}\n```"
