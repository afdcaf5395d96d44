"""Layouts of documents that hold the words of receipts, and the rows they become."""

from engine.files.forms.documents import DocumentLayout
from engine.files.kinds.receipt_documents.cord import Cord
from engine.files.kinds.receipt_documents.label_studio import LabelStudio
from engine.files.kinds.receipt_documents.label_studio_min import LabelStudioMin
from engine.files.kinds.receipt_documents.rows import BAD, SKIPPED
from engine.files.kinds.receipt_documents.sroie import Sroie
from engine.files.kinds.receipt_documents.wildreceipt import WildReceipt

RECEIPT_DOCUMENTS: tuple[DocumentLayout, ...] = (
    LabelStudio(),
    LabelStudioMin(),
    Cord(),
    WildReceipt(),
    Sroie(),
)

__all__ = ["BAD", "RECEIPT_DOCUMENTS", "SKIPPED"]
