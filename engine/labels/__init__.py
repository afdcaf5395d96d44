"""Labels: labelled words of receipts → which labels are wrong, and what they should be."""

from engine.labels.options import LabelOptions

__all__ = ["LabelOptions"]
