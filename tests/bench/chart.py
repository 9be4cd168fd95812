"""A bar chart as SVG, legible in the light and the dark, from a run's own data."""
from xml.sax.saxutils import escape

WIDTH, LABELS, ROW, TOP, BOTTOM, LINE = 760, 250, 38, 46, 16, 18
STYLE = ("text{font:14px system-ui,'DejaVu Sans',sans-serif;fill:#2b2926}"
         ".h{font-weight:bold}.s{font-size:12px;fill:#6b665e}"
         "rect{fill:#b9b2a5}.o{fill:#c8502f}"
         "@media(prefers-color-scheme:dark){text{fill:#e9e4da}.s{fill:#a49d91}"
         "rect{fill:#6f695f}.o{fill:#f08f6c}}")


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def bars(title, note, values):
    """`values` is a list of (label, number, whether it is ours), drawn to one scale; `note`
    is a list of lines."""
    height = TOP + ROW * len(values) + BOTTOM + LINE * len(note)
    scale = (WIDTH - LABELS - 90) / max(v for _, v, _ in values)
    summary = "; ".join(f"{label}: {number(v)}" for label, v, _ in values)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-label="{escape(title)}. '
        f'{escape(summary)}">',
        f"<style>{STYLE}</style>",
        f'<text class="h" x="0" y="20">{escape(title)}</text>']
    for n, (label, value, ours) in enumerate(values):
        y = TOP + n * ROW
        width = max(2, value * scale)
        lines += [
            f'<text x="{LABELS - 12}" y="{y + 18}" text-anchor="end"'
            f'{" class=" + chr(34) + "h" + chr(34) if ours else ""}>{escape(label)}</text>',
            f'<rect{" class=" + chr(34) + "o" + chr(34) if ours else ""} x="{LABELS}" y="{y}" '
            f'width="{width:.1f}" height="26" rx="3"/>',
            f'<text x="{LABELS + width + 8:.1f}" y="{y + 18}">{number(value)}</text>']
    lines += [f'<text class="s" x="0" y="{height - 10 - LINE * n}">{escape(line)}</text>'
              for n, line in enumerate(reversed(note))]
    lines.append("</svg>")
    return "\n".join(lines) + "\n"
