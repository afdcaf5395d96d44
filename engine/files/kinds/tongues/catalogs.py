"""Headings of products and variants."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.kinds.tongues.words import words

CATALOGS: Mapping[str, tuple[str, ...]] = {
    "catalog.product_id": words(
        "productid id itemid postid idproducto idproduto iddoproduto idproduit produktid"
    ),
    "catalog.handle": words(
        "handle urlhandle producthandle slug urlkey permalink "
        "identificadorurl "
        "identificador "
        "identifiant "
        "urlschlussel urlschluessel"
    ),
    "catalog.variant_id": words(
        "variantid variationid productvariantid "
        "idvariante idvariacion "
        "idvariacao iddavariacao "
        "iddeclinaison "
        "variantenid variantennummer"
    ),
    "catalog.inventory_item_id": words("inventoryitemid stockitemid"),
    "catalog.sku": words(
        "sku variantsku productsku itemsku stockcode productcode itemcode itemno itemnumber "
        "articleno articlenumber stockkeepingunit partnumber partno modelnumber asin pizzaid "
        "codigoproducto codigodeproducto codigodelproducto codproducto codigoarticulo "
        "codigodearticulo codarticulo referencia "
        "codigodoproduto codigoproduto codproduto "
        "codeproduit codearticle refproduit refarticle referenceproduit referencearticle "
        "reference "
        "artikelnummer artikelnr artnr produktnummer produktnr produktcode artikelcode"
    ),
    "catalog.title": words(
        "title producttitle productname product name item itemname itemtitle articlename "
        "description "
        "producto nombre nombreproducto nombredelproducto nombredeproducto articulo "
        "nombredelarticulo titulo "
        "produto nome nomedoproduto nomeproduto artigo "
        "produit nom nomduproduit nomproduit nomdelarticle libelle designation intitule titre "
        "produkt produktname produktbezeichnung produkttitel artikel artikelname "
        "artikelbezeichnung bezeichnung titel"
    ),
    "catalog.variant_title": words(
        "varianttitle variantname variant option1value optionvalue variation variationname size "
        "variante nombredelavariante variacion "
        "variacao nomedavariacao "
        "declinaison nomdelavariante "
        "variantenname ausfuhrung ausfuehrung"
    ),
    "catalog.category": words(
        "type productcategory producttype category categories department productgroup "
        "itemcategory categoryname collection "
        "categoria categorias categoriadelproducto categoriaproducto familia departamento "
        "tipodeproducto tipo rubro coleccion "
        "categoriadoproduto tipodeproduto colecao "
        "categorie categorieproduit famille rayon typedeproduit "
        "kategorie kategorien produktkategorie warengruppe produktgruppe artikelgruppe produkttyp"
    ),
    "catalog.vendor": words(
        "vendor brand manufacturer supplier brandname brands vendorname "
        "marca proveedor fabricante "
        "fornecedor "
        "marque fournisseur fabricant "
        "marke hersteller lieferant"
    ),
    "catalog.tags": words(
        "tags producttags tag keywords "
        "etiquetas palabrasclave "
        "palavraschave "
        "etiquettes motscles "
        "schlagworter schlagwoerter stichworter stichwoerter"
    ),
    "catalog.price": words(
        "price variantprice regularprice sellingprice unitprice retailprice listprice "
        "currentprice productprice itemprice saleprice "
        "precio preciodeventa precioventa preciounitario precioregular precionormal pvp "
        "preco precodevenda precovenda precounitario precoregular precodelista "
        "prix prixdevente prixvente prixunitaire prixregulier prixttc prixht tarif "
        "preis verkaufspreis vkpreis einzelpreis regularerpreis regulaererpreis listenpreis"
    ),
    "catalog.compare_at_price": words(
        "compareatprice variantcompareatprice originalprice msrp rrp recommendedretailprice "
        "oldprice wasprice strikethroughprice "
        "precioanterior preciooriginal preciodecomparacion preciocomparacion preciotachado "
        "precoanterior precooriginal precodecomparacao precocomparativo precode "
        "prixbarre prixinitial prixoriginal ancienprix prixdecomparaison prixcompare "
        "uvp streichpreis vergleichspreis originalpreis alterpreis"
    ),
    "catalog.cost": words(
        "cost costperitem unitcost costprice productcost itemcost cogs costofgoods purchaseprice "
        "landedcost wholesaleprice "
        "coste costo costeunitario costounitario costeporarticulo costoporarticulo preciodecoste "
        "preciodecosto preciodecompra "
        "custo custounitario custoporitem precodecusto precodecompra "
        "cout coutunitaire coutdachat coutparunite coutpararticle prixdachat prixderevient "
        "kosten einkaufspreis ekpreis einstandspreis stuckkosten stueckkosten kostenproartikel "
        "herstellkosten"
    ),
    "catalog.status": words(
        "status productstatus published publishedononlinestore active "
        "estado estadodelproducto publicado activo "
        "situacao statusdoproduto ativo "
        "statut etat statutduproduit publie actif "
        "produktstatus artikelstatus veroffentlicht veroeffentlicht aktiv"
    ),
    "catalog.created_at": words(
        "createdat productcreatedat datecreated created inventoryitemcreatedat creationdate "
        "dateadded "
        "fechadecreacion fechacreacion fechadealta creadoel "
        "datadecriacao datacriacao criadoem "
        "datecreation datedecreation creele "
        "erstelltam erstellungsdatum anlagedatum angelegtam"
    ),
    "catalog.published_at": words(
        "publishedat productpublishedat publicationdate launchdate releasedate "
        "fechadepublicacion fechapublicacion fechadelanzamiento publicadoel "
        "datadepublicacao datapublicacao datadelancamento "
        "datedepublication datepublication datedelancement publiele "
        "veroffentlichtam veroeffentlichtam erscheinungsdatum"
    ),
    "catalog.stock": words(
        "stock stockquantity variantinventoryqty inventoryquantity inventoryqty availabletotal "
        "totalinventory onhand stocklevel stockonhand quantityinstock quantity qty inventory "
        "available "
        "existencias inventario cantidad cantidadenstock stockactual stockdisponible disponible "
        "estoque quantidade quantidadeemestoque estoqueatual disponivel "
        "quantiteenstock stockactuel quantite quantitedisponible "
        "bestand lagerbestand lagermenge menge verfugbar verfuegbar"
    ),
}
