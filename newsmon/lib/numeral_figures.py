"""The value of figures as they are written in news text."""


def figure_value(text: str, *, multiplied: bool) -> float:
    """Give the value of folded figures. Before a multiplier ("1.250 million") one group of three
    after a point is a decimal; elsewhere it counts thousands, as people come whole."""
    halves = {"½": 0.5, "¼": 0.25, "¾": 0.75}
    if text[-1] in halves:
        return int(text[:-1]) + halves[text[-1]]
    separators = [c for c in text if not c.isdigit()]
    if not separators:
        return int(text)
    head, _, tail = text.rpartition(separators[-1])
    whole = "".join(c for c in head if c.isdigit())
    repeated = len(separators) > 1 and separators[-1] == separators[0]
    decimal_point = separators[-1] in ".٫" and multiplied and not repeated
    if len(tail) != 3 or separators[-1] == "٫" or decimal_point or whole == "0":
        return float(f"{whole}.{tail}")
    return int(whole + tail)
