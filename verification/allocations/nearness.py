"""Which regencies and cities of Central Java are near each other: those of one former residency.

People still name the regions of the province by its six former residencies (eks-karesidenan). These do not
measure distance; they only decide between verifiers who could both go.
"""

RESIDENCIES = {
    "Banyumas": ("33.01", "33.02", "33.03", "33.04"),
    "Kedu": ("33.05", "33.06", "33.07", "33.08", "33.23", "33.71"),
    "Surakarta": ("33.09", "33.10", "33.11", "33.12", "33.13", "33.14", "33.72"),
    "Pati": ("33.16", "33.17", "33.18", "33.19", "33.20"),
    "Semarang": ("33.15", "33.21", "33.22", "33.24", "33.73", "33.74"),
    "Pekalongan": ("33.25", "33.26", "33.27", "33.28", "33.29", "33.75", "33.76"),
}
_RESIDENCY_OF = {code: name for name, codes in RESIDENCIES.items() for code in codes}
# The province's own offices are in Kota Semarang.
_RESIDENCY_OF["33"] = "Semarang"


def are_near(one: str, other: str) -> bool:
    """Return whether two governments, given by their codes, are in the same former residency."""
    residency = _RESIDENCY_OF.get(one)
    return one == other or (residency is not None and residency == _RESIDENCY_OF.get(other))
