"""Headings of order lines."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.kinds.tongues.words import words

ORDERS: Mapping[str, tuple[str, ...]] = {
    "orders.order_id": words(
        "orderid invoiceno invoice invoicenumber ordernumber orderno transactionid transaction "
        "transactionno receiptid receiptno receipt basketid ticketid ticket billno saleid order "
        "name cartid amazonorderid ordername ordernum orderref orderreference ordercode "
        "salesorder salesorderid salesordernumber invoiceid billid billnumber receiptnumber "
        "transactionnumber checkid checknumber documentnumber purchaseid "
        "pedido idpedido pedidoid numerodepedido numeropedido nodepedido ndepedido nopedido "
        "nropedido npedido codigopedido codigodepedido referenciadelpedido orden idorden "
        "numerodeorden ordendecompra factura idfactura numerodefactura numerofactura nodefactura "
        "ndefactura nrofactura nfactura numerodeticket nodeticket boleta numerodeboleta "
        "transaccion idtransaccion numerodetransaccion idventa numerodeventa "
        "numerodopedido iddopedido codigodopedido encomenda numerodaencomenda idencomenda fatura "
        "numerodafatura notafiscal numerodanota numerodanotafiscal cupomfiscal transacao "
        "idtransacao numerodatransacao idvenda numerodavenda "
        "commande idcommande numerodecommande numerocommande ncommande ndecommande nocommande "
        "nodecommande refcommande referencecommande referencedelacommande facture idfacture "
        "numerodefacture numerofacture ndefacture nodefacture nfacture nofacture ticketdecaisse "
        "idtransaction numerodetransaction "
        "bestellnummer bestellnr bestellung bestellungsnummer bestellid auftragsnummer auftragsnr "
        "auftrag auftragsid rechnungsnummer rechnungsnr rechnung belegnummer belegnr bonnummer "
        "bonnr kassenbon vorgangsnummer transaktionsid transaktionsnummer"
    ),
    "orders.line_id": words(
        "lineid lineitemid orderlineid orderitemid orderlinenumber linenumber lineno linenum "
        "linenr position rowid "
        "idlinea numerodelinea idlineapedido "
        "iddalinha numerodalinha "
        "idligne numerodeligne idlignecommande "
        "positionsnummer posnr positionsnr positionsid zeilennummer"
    ),
    "orders.variant_id": words(
        "variantid variationid productvariantid itemvariantid lineitemvariantid "
        "idvariante idvariacion "
        "idvariacao iddavariacao "
        "iddeclinaison "
        "variantenid variantennummer"
    ),
    "orders.sku": words(
        "sku stockcode lineitemsku itemsku productsku variantsku productid productcode itemid "
        "itemcode itemno itemnumber articleid articleno articlenumber ean ean13 barcode upc asin "
        "gtin plu isbn partnumber partno modelnumber stockkeepingunit "
        "codigoproducto codigodeproducto codigodelproducto codproducto codigoarticulo "
        "codigodearticulo codigodelarticulo codarticulo idproducto idarticulo refproducto "
        "referenciaproducto referenciadelproducto claveproducto codigodebarras referencia "
        "codigodoproduto codigoproduto codproduto idproduto iddoproduto codigodoartigo refproduto "
        "referenciadoproduto "
        "codeproduit codearticle idproduit idarticle refproduit refarticle referenceproduit "
        "referencearticle codebarre codebarres codeean reference "
        "artikelnummer artikelnr artnr artikelid artikelcode produktnummer produktnr produktcode "
        "produktid materialnummer strichcode"
    ),
    "orders.product": words(
        "product productname producttitle lineitemname itemname item items description title "
        "productdescription article itemdescription itemtitle articlename merchandise "
        "producto nombreproducto nombredelproducto nombredeproducto articulo nombrearticulo "
        "nombredelarticulo descripcion descripcionproducto descripciondelproducto "
        "descripcionarticulo descripciondelarticulo concepto "
        "produto nomedoproduto nomeproduto artigo nomedoartigo descricao descricaodoproduto "
        "descricaodoitem titulo "
        "produit nomduproduit nomproduit nomdelarticle nomarticle libelle libelleproduit "
        "libellearticle designation intitule titre descriptionproduit descriptiondelarticle "
        "produkt produktname produktbezeichnung produkttitel artikel artikelname "
        "artikelbezeichnung artikelbeschreibung bezeichnung beschreibung warenbezeichnung titel"
    ),
    "orders.variant_title": words(
        "varianttitle variantname variant variation variations productvariation pricepointname "
        "optionvalue selectedoptions "
        "variante nombredelavariante variacion "
        "variacao nomedavariacao "
        "declinaison nomdelavariante "
        "variantenname ausfuhrung ausfuehrung"
    ),
    "orders.quantity": words(
        "quantity qty lineitemquantity itemquantity units unitssold quantityordered qtyordered "
        "orderedquantity orderquantity orderqty quantitysold qtysold pieces pcs quantityrefund "
        "cantidad cant cantidadvendida cantidadpedida unidades unidadesvendidas uds "
        "quantidade qtd qtde quantidadevendida quantidadepedida "
        "quantite qte quantitecommandee quantitevendue unites "
        "menge anzahl stuck stueck stuckzahl stueckzahl bestellmenge verkauftemenge verkaufsmenge"
    ),
    "orders.unit_price": words(
        "unitprice price lineitemprice itemprice originalunitprice priceeach itemcost "
        "sellingprice saleprice priceperunit pricepereach unitsellingprice retailprice listprice "
        "productprice "
        "preciounitario precio precioporunidad preciounidad preciodeventa precioventa preciounit "
        "pvp valorunitario importeunitario "
        "precounitario preco precoporunidade precodevenda precovenda precounit valorunit "
        "prixunitaire prix prixunit prixunitaireht prixunitairettc prixdevente prixvente prixht "
        "prixttc puht puttc "
        "einzelpreis preis stuckpreis stueckpreis verkaufspreis vkpreis artikelpreis "
        "preisproeinheit preisprostuck preisprostueck"
    ),
    "orders.line_total": words(
        "linetotal lineamount lineitemtotal linetotalprice itemtotal itemsubtotal grosssales "
        "extendedprice extendedamount linerevenue "
        "totallinea totaldelinea totaldelalinea importelinea importedelalinea subtotallinea "
        "totaldalinha valordalinha totaldoitem "
        "totalligne totaldelaligne montantligne montantdelaligne "
        "zeilensumme positionssumme positionswert positionsbetrag gesamtpreisposition"
    ),
    "orders.discount": words(
        "discount discounts lineitemdiscount lineitemtotaldiscount discountamount itemdiscount "
        "linediscount itempromotiondiscount totaldiscount discountvalue "
        "descuento descuentos importedescuento importedeldescuento montodescuento rebaja "
        "desconto descontos valordodesconto valordesconto "
        "remise remises montantremise montantdelaremise reduction rabais "
        "rabatt rabattbetrag nachlass preisnachlass"
    ),
    "orders.date": words(
        "date invoicedate orderdate createdat orderedat datetime timestamp paidat transactiondate "
        "purchasedate saledate day datecreated dateordered orderdatetime ordercreatedat "
        "processedat placedat salesdate billdate receiptdate datepaid created "
        "fecha fechapedido fechadelpedido fechadepedido fechafactura fechadefactura fechacompra "
        "fechadecompra fechaventa fechadeventa fechaorden fechadecreacion fechacreacion "
        "fechayhora fechahora dia "
        "data datadopedido datapedido datadacompra datacompra datadavenda datavenda datadafatura "
        "dataemissao datadeemissao emissao datadecriacao datacriacao dataehora datahora "
        "datecommande datedecommande datedelacommande datefacture datedefacture dateachat "
        "datedachat datevente datedevente datecreation datedecreation dateetheure dateheure jour "
        "datum bestelldatum auftragsdatum rechnungsdatum kaufdatum verkaufsdatum belegdatum "
        "erstelltam bestelltam datumuhrzeit datumzeit tag"
    ),
    "orders.time": words(
        "time ordertime hour timeofday saletime transactiontime "
        "hora horapedido horadelpedido horadeventa "
        "horadopedido horadavenda "
        "heure heurecommande heuredecommande heuredevente "
        "uhrzeit zeit bestellzeit"
    ),
    "orders.customer": words(
        "customer customerid customeremail email clientid userid buyer memberid buyerid "
        "customernumber customerno customercode emailaddress buyeremail accountid shopperid "
        "loyaltyid emailbilling billingemail "
        "cliente idcliente clienteid numerodecliente numerocliente codigocliente codigodecliente "
        "codigodelcliente comprador correo correoelectronico emailcliente emaildelcliente "
        "correodelcliente "
        "iddocliente numerodocliente codigodocliente emaildocliente emailcomprador "
        "client idclient numeroclient numerodeclient nclient noclient codeclient acheteur "
        "emailclient courriel adresseemail adressemail "
        "kunde kunden kundennummer kundennr kundenid kaufer kaeufer kundenemail kundenmail "
        "emailadresse"
    ),
    "orders.category": words(
        "category productcategory department producttype itemcategory type categoryname itemtype "
        "productgroup productfamily "
        "categoria categoriaproducto categoriadeproducto categoriadelproducto familia "
        "departamento tipodeproducto tipoproducto rubro seccion "
        "categoriaproduto categoriadoproduto tipodeproduto secao "
        "categorie categorieproduit categoriedeproduit famille rayon departement typedeproduit "
        "typeproduit "
        "kategorie produktkategorie warengruppe produktgruppe artikelgruppe abteilung produkttyp "
        "sortiment"
    ),
    "orders.vendor": words(
        "vendor brand manufacturer supplier lineitemvendor brandname vendorname suppliername "
        "marca proveedor fabricante "
        "fornecedor "
        "marque fournisseur fabricant "
        "marke hersteller lieferant"
    ),
    "orders.status": words(
        "financialstatus displayfinancialstatus orderstatus status paymentstatus orderstate "
        "transactionstatus eventtype "
        "estadodelpedido estadopedido estadodepedido estadodepago estadodelpago estadofinanciero "
        "statusdopedido situacao situacaodopedido statusdopagamento statuspagamento "
        "statut statutcommande statutdelacommande etatcommande etatdelacommande statutpaiement "
        "statutdupaiement "
        "bestellstatus auftragsstatus zahlungsstatus zahlstatus"
    ),
    "orders.fulfilment_status": words(
        "lineitemfulfillmentstatus fulfillmentstatus displayfulfillmentstatus fulfilmentstatus "
        "shippingstatus shipmentstatus deliverystatus itemstatus "
        "estadodeenvio estadodelenvio estadoenvio estadodeentrega "
        "statusdoenvio statusenvio statusdaentrega "
        "statutlivraison statutdelalivraison statutexpedition statutdexpedition "
        "versandstatus lieferstatus"
    ),
    "orders.cancelled_at": words(
        "cancelledat canceledat cancelledon canceledon cancellationdate canceldate datecancelled "
        "fechadecancelacion fechacancelacion fechaanulacion fechadeanulacion canceladoel "
        "datadocancelamento datadecancelamento datacancelamento canceladoem "
        "dateannulation datedannulation annulele "
        "storniertam stornodatum stornierungsdatum"
    ),
    "orders.currency": words(
        "currency currencycode ordercurrency presentmentcurrency shopcurrency currencyiso "
        "moneda divisa codigomoneda codigodemoneda "
        "moeda codigodamoeda "
        "devise monnaie codedevise "
        "wahrung waehrung wahrungscode waehrungscode"
    ),
    "orders.order_total": words(
        "total ordertotal totalprice orderamount totalamount grandtotal ordervalue "
        "ordertotalamount invoicetotal invoiceamount totalpaid "
        "totalpedido totaldelpedido importetotal montototal totalfactura totaldelafactura "
        "totaldopedido valortotal valortotaldopedido totaldafatura "
        "totalcommande totaldelacommande montanttotal totalttc totalht totalfacture "
        "gesamtsumme gesamtbetrag rechnungsbetrag bestellwert bestellsumme summe"
    ),
}
