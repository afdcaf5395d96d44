"""The other half of the range: candles, garden, picnic, paper and bath."""

from sample_data.shop.product import Product

SALTMARSH = "Saltmarsh Wick Works"
FENNIMOOR = "Fennimoor Garden"
PENNYGATE = "Pennygate Paper"
WEXCOMBE = "Wexcombe Linen"
ORRIN = "Orrin Ironware"
MERROW = "Merrow & Daughters"
TARROW = "Tarrow Glass"
COBBIN = "Cobbin Wood"

CANDLE = "Candles and scent"
GARDEN = "Garden"
PICNIC = "Picnic"
PAPER = "Paper and gifts"
BATH = "Bath and bedroom"

HOME_RANGE = (
    Product("TPR-BSW", "Beeswax tapers, pair", CANDLE, SALTMARSH, 6.50, 92,
            "IVO=Ivory; OCH=Ochre; FOR=Forest; PLM=Plum", tags="candles"),
    Product("JAR-CND", "Jar candle", CANDLE, SALTMARSH, 21.00, 74,
            "FIG=Fig leaf; SMK=Woodsmoke; ORA=Orange and clove", designs=True,
            tags="candles, gift"),
    Product("JAR-CND-SEA", "Jar candle - Sea fennel", CANDLE, SALTMARSH, 21.00, 60,
            since="2026-09-01", tags="candles, gift, new"),
    Product("HLD-BRS", "Brass candle holder", CANDLE, MERROW, 16.00, 24, tags="candles"),
    Product("TRM-WCK", "Wick trimmer", CANDLE, MERROW, 14.00, 11, tags="candles"),
    Product("MAT-BTL", "Match bottle", CANDLE, TARROW, 11.00, 16, tags="candles, gift"),
    Product("WAX-MLT", "Wax melt burner", CANDLE, SALTMARSH, 23.00, 14, until="2026-04-06",
            status="archived", tags="scent, last chance"),
    Product("TRY-SED", "Seed tray with lid", GARDEN, FENNIMOOR, 12.00, 24, tags="sowing"),
    Product("LBL-SLT", "Slate plant labels, set of ten", GARDEN, FENNIMOOR, 8.50, 17,
            tags="sowing"),
    Product("SED", "Seed packet", GARDEN, FENNIMOOR, 4.50, 66,
            "SWP=Sweet pea; NAS=Nasturtium; TOM=Plum tomato", designs=True, tags="sowing"),
    Product("TWN-JUT", "Jute twine in a tin", GARDEN, FENNIMOOR, 7.50, 19, tags="gift"),
    Product("SNP-HRB", "Herb snips", GARDEN, ORRIN, 15.50, 13, tags="herbs, gift"),
    Product("TRW-ASH", "Ash-handled trowel", GARDEN, FENNIMOOR, 17.00, 14, tags="tools"),
    Product("FRK-ASH", "Ash-handled hand fork", GARDEN, FENNIMOOR, 17.00, 8, tags="tools"),
    Product("POT-TER", "Terracotta pot", GARDEN, FENNIMOOR, 7.50, 38,
            "SML=Small@7.50; LRG=Large@14.00", tags="pots"),
    Product("GLV-GRD", "Gardening gloves", GARDEN, FENNIMOOR, 16.00, 17, tags="tools"),
    Product("PAD-KNL", "Waxed kneeling pad", GARDEN, FENNIMOOR, 26.00, 0.9, tags="slow"),
    Product("BLK-PIC", "Picnic blanket", PICNIC, WEXCOMBE, 46.00, 26,
            "STR=Blue stripe; MUS=Mustard check", tags="wool"),
    Product("BAG-COL", "Canvas cool bag", PICNIC, WEXCOMBE, 32.00, 17, tags="canvas"),
    Product("HMP-WIL", "Willow picnic hamper", PICNIC, COBBIN, 120.00, 5, tags="willow, gift"),
    Product("CUP-ENM", "Enamel cup", PICNIC, ORRIN, 8.50, 38, "CRM=Cream; BLU=Blue",
            tags="enamel"),
    Product("PLT-ENM", "Enamel plate", PICNIC, ORRIN, 10.50, 25, "CRM=Cream; BLU=Blue",
            tags="enamel"),
    Product("FLK-VAC", "Vacuum flask", PICNIC, ORRIN, 29.00, 13, tags="walking"),
    Product("CRK-PKT", "Pocket corkscrew", PICNIC, MERROW, 9.00, 13, tags="gift"),
    Product("WIN-BRK", "Striped windbreak", PICNIC, WEXCOMBE, 54.00, 18, until="2026-04-13",
            season="spring",
            status="archived", tags="canvas, last chance"),
    Product("WRP", "Wrapping paper", PAPER, PENNYGATE, 4.50, 64,
            "HAR=Hares; SWA=Swallows; BER=Winter berries", designs=True, season="giftwrap",
            tags="wrapping"),
    Product("RBN-COT", "Cotton ribbon", PAPER, PENNYGATE, 5.50, 24, "RUS=Rust; FOR=Forest",
            season="giftwrap", tags="wrapping"),
    Product("TAG-KRF", "Kraft gift tags", PAPER, PENNYGATE, 4.50, 24, season="giftwrap",
            tags="wrapping"),
    Product("CRD", "Letterpress card", PAPER, PENNYGATE, 4.50, 50, "HAR=Hares; SWA=Swallows",
            designs=True, tags="cards"),
    Product("CRK-SIX", "Fill-your-own crackers, box of six", PAPER, PENNYGATE, 18.00, 30,
            season="christmas", tags="christmas"),
    Product("BAU-GLS", "Glass bauble", PAPER, TARROW, 7.50, 54, "AMB=Amber; SAG=Sage",
            season="christmas", tags="christmas, glass"),
    Product("ADV-FAB", "Fabric advent calendar", PAPER, WEXCOMBE, 36.00, 24, season="christmas",
            tags="christmas"),
    Product("NOT-LIN", "Linen notebook", PAPER, PENNYGATE, 12.50, 25, "MOS=Moss; RUS=Rust",
            tags="stationery, gift"),
    Product("BOX-RCP", "Recipe box", PAPER, COBBIN, 26.00, 11, tags="stationery, gift"),
    Product("CRD-RCP", "Recipe cards, pack of fifty", PAPER, PENNYGATE, 7.50, 8,
            tags="stationery"),
    Product("PLN-WAL", "Birthday wall planner", PAPER, PENNYGATE, 14.00, 18, until="2026-03-30",
            status="archived", tags="stationery, last chance"),
    Product("PEN-BRS", "Brass pencil", PAPER, PENNYGATE, 17.00, 55, since="2026-09-14",
            tags="stationery, new"),
    Product("SOP", "Soap bar", BATH, SALTMARSH, 6.50, 62,
            "OAT=Oat; ROS=Rosemary; GER=Geranium", designs=True, tags="soap, gift"),
    Product("DSH-SOP", "Slate soap dish", BATH, FENNIMOOR, 11.00, 13, tags="soap"),
    Product("TWB-WAF", "Waffle bath towel", BATH, WEXCOMBE, 28.00, 13, tags="cotton"),
    Product("THR-WOL", "Wool throw", BATH, WEXCOMBE, 78.00, 16, "FRN=Fern; HEA=Heather",
            season="autumn", tags="wool, gift"),
    Product("HWB-KNT", "Hot water bottle, knitted cover", BATH, WEXCOMBE, 29.50, 17,
            season="autumn", tags="wool, gift"),
    Product("BAG-LAV", "Lavender bag", BATH, WEXCOMBE, 7.00, 21, tags="scent, gift"),
    Product("SLT-BTH", "Bath salts", BATH, SALTMARSH, 14.50, 17, tags="scent, gift"),
    Product("LNT-PAP", "Paper star lantern", PAPER, PENNYGATE, 22.00, 48, since="2026-09-21",
            season="autumn", tags="new, evening"),
    Product("CUP-ESP", "Espresso cups, pair", "Coffee and tea", "Hollin Bank Pottery", 19.00, 60,
            since="2026-09-07", tags="coffee, new"),
    Product("TRY-ROB", "Robin drinks tray", "Tableware", COBBIN, 32.00, 12, status="draft",
            since="2026-11-09", tags="christmas, coming soon"),
    Product("JAR-CND-PIN", "Jar candle - Pine needle", CANDLE, SALTMARSH, 21.00, 20,
            status="draft", since="2026-11-09", tags="candles, coming soon"),
    Product("CRD-WRE", "Letterpress card - Wren", PAPER, PENNYGATE, 4.50, 12, status="draft",
            since="2026-11-16", tags="cards, coming soon"),
)  # fmt: skip
