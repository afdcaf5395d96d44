"""How many digits the minor unit of a currency has.

ISO 4217 says so of each currency; listed are those that differ from the two digits of most.
"""

from __future__ import annotations

USUAL_DIGITS = 2
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
DIGITS = dict.fromkeys(_NONE.split(), 0) | dict.fromkeys(_THREE.split(), 3)


def digits_of(currency: str | None) -> int:
    """Digits of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD.

    Args:
        currency: ISO code in capitals; two digits where it is empty or not known.
    """
    return DIGITS.get(currency or "", USUAL_DIGITS)


def minor_units(currency: str | None) -> int:
    """How many minor units make one of a currency: 100 cents a euro, 1 yen a yen."""
    units: int = 10 ** digits_of(currency)
    return units
