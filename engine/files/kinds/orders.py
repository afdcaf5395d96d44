"""Order lines: one row per product in an order, and orders without their lines."""

from __future__ import annotations

from engine.files.kinds.schema import Field, Kind
from engine.files.kinds.tongues.words import words

LINES = Kind(
    name="orders",
    title="Order lines",
    says="one row per product in an order",
    needs=(("order_id",), ("product", "sku", "variant_id")),
    fields=(
        Field(
            "order_id",
            "which order a line belongs to",
            words(
                "orderid invoiceno invoice invoicenumber ordernumber orderno transactionid"
                " transaction transactionno salesid saleno receiptid receiptno receipt basketid"
                " ticketid ticket billno saleid order name cartid invoiceid billid billnumber"
                " receiptnumber"
                " transactionnumber orderref orderreference salesorder checkno checkid"
            ),
            content="code",
            weight=0.8,
        ),
        Field(
            "sku",
            "the product's code",
            words(
                "sku stockcode lineitemsku itemsku productsku variantsku productid productcode"
                " itemid itemcode articleid articleno ean barcode upc asin gtin itemno itemnumber"
                " productno productnumber articlenumber materialnumber plu"
            ),
            content="code",
            weight=0.8,
        ),
        Field(
            "variant_id",
            "the variant's number in the shop system",
            words("variantid lineitemvariantid productvariantid"),
            content="code",
            weight=0.8,
        ),
        Field(
            "product",
            "the product's name",
            words(
                "product productname producttitle lineitemname itemname item items description"
                " title productdescription article itemdescription articlename productdesc"
                " lineitem menuitem"
            ),
            content="name",
            weight=0.8,
        ),
        Field(
            "quantity",
            "how many were bought",
            words(
                "quantity qty lineitemquantity itemquantity units unitssold quantityordered"
                " orderquantity qtyordered itemqty quantitysold qtysold orderedquantity pieces"
            ),
            content="number",
            weight=0.6,
        ),
        Field(
            "unit_price",
            "the price of one",
            words(
                "unitprice price lineitemprice itemprice originalunitprice priceeach itemcost"
                " sellingprice saleprice priceperunit productprice unitcost retailprice pricepaid"
                " unitsellingprice"
            ),
            content="number",
            weight=0.6,
        ),
        Field(
            "line_total",
            "what the line cost in all",
            words(
                "linetotal linetotalprice linesubtotal lineamount itemtotal itemsubtotal"
                " lineitemtotal grosssales extendedprice rowtotal linevalue totalprice amount"
                " sales total salesamount revenue importe montant betrag gesamtpreis umsatz"
            ),
            content="number",
            weight=0.4,
        ),
        Field(
            "date",
            "when it was ordered",
            words(
                "date invoicedate orderdate createdat orderedat datetime timestamp paidat"
                " transactiondate purchasedate saledate day orderdatetime purchasedat datecreated"
                " billdate receiptdate datepaid"
            ),
            content="date",
            weight=0.4,
        ),
        Field("time", "the time of day", words("time ordertime hour timeofday"), content="time"),
        Field(
            "customer",
            "who bought, kept only as a salted hash",
            words(
                "customer customerid customeremail email clientid userid buyer memberid buyerid"
                " customernumber customerno clientno client customername buyeremail billingemail"
                " membernumber loyaltyid shopperid"
            ),
            personal=True,
        ),
        Field(
            "category",
            "the product's category",
            words("category productcategory department producttype itemcategory type productgroup"),
        ),
        Field(
            "status",
            "paid, cancelled, refunded …",
            words("financialstatus displayfinancialstatus orderstatus status paymentstatus"),
        ),
        Field(
            "cancelled_at",
            "when it was cancelled",
            words("cancelledat canceledat cancellationdate"),
            content="date",
        ),
        Field(
            "currency",
            "the currency of the prices",
            words("currency currencycode ordercurrency"),
        ),
    ),
)

HEADERS = Kind(
    name="order_headers",
    title="Orders without their lines",
    says="one row per order, telling when it was and who bought, but not what",
    needs=(("order_id",), ("date",)),
    fields=tuple(
        LINES.field(name)
        for name in ("order_id", "date", "time", "customer", "status", "cancelled_at", "currency")
    ),
)
BASKETS = Kind(
    name="baskets",
    title="Baskets",
    says="one row per order, holding all its products",
    needs=(("items",),),
    fields=(
        Field(
            "items",
            "all products of the order in one cell",
            words(
                "items products basket itemset cart lineitems itemlist productlist itemspurchased"
                " articulos productos produtos itens produits articles produkte"
            ),
            content="list",
            weight=1.0,
        ),
        *(LINES.field(name) for name in ("order_id", "date", "time", "customer")),
    ),
)
