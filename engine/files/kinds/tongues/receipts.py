"""Headings of labelled words."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.kinds.tongues.words import words

RECEIPTS: Mapping[str, tuple[str, ...]] = {
    "receipts.image_id": words(
        "imageid image imagename imagefile filename file fileid "
        "idimagen imagen archivo "
        "idimagem imagem arquivo "
        "idimage fichier "
        "bildid bild datei dateiname"
    ),
    "receipts.receipt_id": words(
        "receiptid receipt receiptno receiptnumber ticketid documentid docid "
        "idrecibo recibo idticket "
        "numerodorecibo "
        "recu idrecu ticketdecaisse "
        "belegid beleg belegnummer kassenbon"
    ),
    "receipts.line_id": words(
        "lineid line lineno linenumber rowid row "
        "idlinea linea "
        "linha idlinha "
        "ligne idligne "
        "zeile zeilennummer zeilenid"
    ),
    "receipts.word_id": words(
        "wordid wordno wordnumber wordindex tokenid boxid "
        "idpalabra "
        "idpalavra "
        "idmot "
        "wortid wortnummer"
    ),
    "receipts.text": words(
        "text wordtext word transcription transcript ocrtext token value "
        "texto palabra transcripcion "
        "palavra transcricao "
        "texte mot "
        "wort transkription"
    ),
    "receipts.merchant": words(
        "merchantname merchant store storename shop shopname company vendor vendorname retailer "
        "comercio tienda nombredelcomercio empresa "
        "loja nomedaloja comerciante "
        "magasin commerce commercant enseigne "
        "handler haendler geschaft geschaeft laden"
    ),
    "receipts.label": words(
        "label labelname labeltype wordlabel tag category class entity entitytype "
        "etiqueta categoria clase "
        "rotulo classe "
        "etiquette categorie "
        "kategorie beschriftung klasse"
    ),
    "receipts.status": words(
        "validationstatus labelstatus status "
        "estado estadodevalidacion "
        "statusdevalidacao "
        "statut statutdevalidation "
        "validierungsstatus prufstatus pruefstatus"
    ),
    "receipts.x": words("x left xmin x1 x0 boxx bboxx izquierda esquerda gauche links"),
    "receipts.y": words("y top ymin y1 y0 boxy bboxy arriba topo haut oben"),
    "receipts.right": words("right xmax x2 x3 boxright bboxright derecha direita droite rechts"),
    "receipts.bottom": words("bottom ymax y2 y3 boxbottom bboxbottom abajo embaixo bas unten"),
    "receipts.width": words("width w boxwidth bboxwidth ancho largura largeur breite"),
    "receipts.height": words("height h boxheight bboxheight alto altura hauteur hohe hoehe"),
}
