"""Bundles: orders in, product bundles with their evidence out."""

from engine.bundles.options import BundleOptions
from engine.bundles.pipeline import BundleTables, find_bundles
from engine.bundles.result import Bundle, BundleResult

__all__ = ["Bundle", "BundleOptions", "BundleResult", "BundleTables", "find_bundles"]
