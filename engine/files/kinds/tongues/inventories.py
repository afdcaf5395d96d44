"""Headings of stock by location."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.kinds.tongues.words import words

INVENTORIES: Mapping[str, tuple[str, ...]] = {
    "inventory.inventory_item_id": words("inventoryitemid stockitemid"),
    "inventory.variant_id": words(
        "variantid variationid productvariantid "
        "idvariante idvariacion "
        "idvariacao iddavariacao "
        "iddeclinaison "
        "variantenid variantennummer"
    ),
    "inventory.handle": words(
        "handle urlhandle producthandle slug "
        "identificadorurl "
        "identificador "
        "identifiant "
        "urlschlussel urlschluessel"
    ),
    "inventory.sku": words(
        "sku variantsku productsku itemsku stockcode productcode itemcode itemno itemnumber "
        "articleno articlenumber pizzaid "
        "codigoproducto codigodeproducto codigodelproducto codproducto codigoarticulo "
        "codigodearticulo codarticulo referencia "
        "codigodoproduto codigoproduto codproduto "
        "codeproduit codearticle refproduit refarticle referenceproduit referencearticle "
        "reference "
        "artikelnummer artikelnr artnr produktnummer produktnr artikelcode"
    ),
    "inventory.title": words(
        "title producttitle productname product name item itemname description "
        "producto nombre nombredelproducto articulo descripcion titulo "
        "produto nome nomedoproduto artigo descricao "
        "produit nom nomduproduit libelle designation titre "
        "produkt produktname produktbezeichnung artikel artikelname artikelbezeichnung "
        "bezeichnung titel"
    ),
    "inventory.variant_title": words(
        "varianttitle variantname variant option1value variation size "
        "variante variacion "
        "variacao "
        "declinaison "
        "variantenname ausfuhrung ausfuehrung"
    ),
    "inventory.location": words(
        "location locationname locationid warehouse warehousename warehouseid store storename "
        "branch depot site "
        "ubicacion almacen bodega sucursal tienda deposito "
        "localizacao armazem loja filial "
        "emplacement entrepot magasin lieu "
        "lagerort lager standort filiale"
    ),
    "inventory.available": words(
        "available availablenoteditable availablequantity quantityavailable availablestock "
        "qtyavailable instock stock quantity qty inventory "
        "disponible cantidaddisponible stockdisponible cantidad "
        "disponivel quantidadedisponivel estoquedisponivel estoque quantidade "
        "quantitedisponible quantite "
        "verfugbar verfuegbar verfugbarermenge verfuegbaremenge verfugbaremenge bestand menge"
    ),
    "inventory.on_hand": words(
        "onhandcurrent onhand onhandnew stockonhand quantityonhand inventoryonhand qtyonhand "
        "physicalstock "
        "existencias stockfisico existenciasactuales "
        "emmaos estoquefisico "
        "enstock stockphysique "
        "lagerbestand physischerbestand istbestand"
    ),
    "inventory.committed": words(
        "committed committednoteditable reserved allocated "
        "comprometido reservado "
        "comprometida reservada "
        "reserve engage alloue "
        "reserviert zugeteilt"
    ),
    "inventory.updated_at": words(
        "updatedat lastupdated lastupdate lastupdatedat updated modifiedat lastinventoryupdate "
        "countedat asof "
        "fechadeactualizacion fechaactualizacion ultimaactualizacion actualizadoel "
        "datadeatualizacao ultimaatualizacao atualizadoem "
        "datedemiseajour derniermiseajour derniereactualisation misajourle "
        "aktualisiertam letzteaktualisierung geandertam geaendertam"
    ),
}
