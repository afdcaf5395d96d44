"""The kitchen half of the range: what the shop pours, cooks, bakes and lays a table with."""

from sample_data.shop.product import Product

LISLE = "Lisle Street Coffee Tools"
HOLLIN = "Hollin Bank Pottery"
ORRIN = "Orrin Ironware"
COBBIN = "Cobbin Wood"
WEXCOMBE = "Wexcombe Linen"
TARROW = "Tarrow Glass"
MERROW = "Merrow & Daughters"

COFFEE = "Coffee and tea"
TABLE = "Tableware"
COOK = "Cookware"
BAKE = "Baking"
LINEN = "Kitchen linen"

KITCHEN_RANGE = (
    Product("FPR", "French press", COFFEE, LISLE, 24.00, 46,
            "350=350 ml@24.00; 1L=1 litre@34.00", tags="coffee, gift"),
    Product("GRD-HND", "Hand coffee grinder", COFFEE, LISLE, 38.00, 26, tags="coffee, gift"),
    Product("POV-CER", "Pour-over dripper", COFFEE, HOLLIN, 16.50, 22, tags="coffee"),
    Product("FIL-PAP", "Unbleached filter papers", COFFEE, LISLE, 4.50, 24, tags="coffee, refill"),
    Product("KET-GSN", "Gooseneck kettle", COFFEE, ORRIN, 64.00, 9, tags="coffee, tea"),
    Product("MOK", "Stovetop moka pot", COFFEE, LISLE, 27.00, 18,
            "3C=3 cup@27.00; 6C=6 cup@35.00", tags="coffee"),
    Product("TPT-STN", "Stoneware teapot", COFFEE, HOLLIN, 34.00, 21, "BLU=Blue; CRM=Cream",
            tags="tea, stoneware"),
    Product("STR-TEA", "Tea strainer with rest", COFFEE, MERROW, 8.50, 19, tags="tea"),
    Product("CAD-TEA", "Tea caddy", COFFEE, MERROW, 12.00, 13, tags="tea, storage, gift"),
    Product("MUG-STN", "Stoneware mug", TABLE, HOLLIN, 12.50, 118,
            "BLU=Blue; CRM=Cream; MOS=Moss; RUS=Rust", tags="stoneware, gift"),
    Product("BWL-STN", "Stoneware bowl", TABLE, HOLLIN, 14.00, 52,
            "BLU=Blue; CRM=Cream; MOS=Moss", tags="stoneware"),
    Product("PLT-STN", "Stoneware dinner plate", TABLE, HOLLIN, 16.00, 34,
            "BLU=Blue; CRM=Cream", tags="stoneware"),
    Product("GLS-TUM", "Recycled glass tumbler", TABLE, TARROW, 8.50, 30, tags="glass, recycled"),
    Product("CRF-GLS", "Recycled glass carafe", TABLE, TARROW, 24.00, 12, tags="glass, recycled"),
    Product("BRD-OLV", "Olive wood board", TABLE, COBBIN, 26.00, 34,
            "SML=Small@26.00; LRG=Large@42.00", tags="wood, gift"),
    Product("KNF-CHS", "Cheese knife trio", TABLE, ORRIN, 18.50, 17, tags="gift"),
    Product("EGG-SPK", "Speckled egg cup", TABLE, HOLLIN, 6.50, 16, season="spring",
            tags="stoneware"),
    Product("BUT-DSH", "Butter dish with lid", TABLE, HOLLIN, 22.00, 16, until="2026-04-20",
            status="archived", tags="stoneware, last chance"),
    Product("GRV-BOT", "Gravy boat", TABLE, HOLLIN, 24.00, 1.0, tags="stoneware, slow"),
    Product("SKL-IRN", "Cast iron skillet", COOK, ORRIN, 36.00, 30,
            "20=20 cm@36.00; 26=26 cm@48.00", tags="cast iron"),
    Product("SKL-COV", "Leather skillet handle cover", COOK, MERROW, 12.00, 12, tags="cast iron"),
    Product("SCR-CHN", "Chainmail scrubber", COOK, ORRIN, 14.50, 12, tags="cast iron, care"),
    Product("CAS-ENM", "Enamel casserole", COOK, ORRIN, 89.00, 12, "CRM=Cream; MOS=Moss",
            season="autumn", tags="enamel"),
    Product("PST-MKR", "Pasta maker", COOK, ORRIN, 68.00, 15, tags="pasta, gift"),
    Product("PST-RCK", "Pasta drying rack", COOK, COBBIN, 24.50, 9, tags="pasta, wood"),
    Product("PST-RAV", "Ravioli stamp", COOK, COBBIN, 13.00, 9, tags="pasta, wood"),
    Product("KNF-CHF", "Cook's knife, 20 cm", COOK, ORRIN, 58.00, 11, tags="knives"),
    Product("STN-WHT", "Whetstone, two grits", COOK, ORRIN, 28.00, 8, tags="knives, care"),
    Product("BRD-END", "End-grain chopping block", COOK, COBBIN, 110.00, 0.8,
            tags="wood, slow"),
    Product("BOW-MIX", "Ribbed mixing bowl", BAKE, HOLLIN, 18.00, 25,
            "SML=Small@18.00; LRG=Large@28.00", tags="stoneware"),
    Product("PIN-ROL", "Tapered rolling pin", BAKE, COBBIN, 14.00, 16, tags="wood"),
    Product("PRV-BSK", "Proving basket", BAKE, COBBIN, 16.50, 18, "RND=Round; OVL=Oval",
            tags="bread"),
    Product("SCR-DGH", "Dough scraper", BAKE, ORRIN, 6.50, 13, tags="bread"),
    Product("LAM-BRD", "Bread lame", BAKE, COBBIN, 9.50, 10, tags="bread"),
    Product("CUT-BSC", "Biscuit cutters, set of five", BAKE, MERROW, 12.00, 14, tags="gift"),
    Product("CUT-GNG", "Gingerbread house cutters", BAKE, MERROW, 13.00, 18, season="christmas",
            tags="christmas"),
    Product("TIN-CAK", "Loose-base cake tin", BAKE, ORRIN, 15.50, 13, tags="cake"),
    Product("STD-CAK", "Footed cake stand", BAKE, HOLLIN, 39.00, 8, tags="cake, gift"),
    Product("SPN-MES", "Brass measuring spoons", BAKE, MERROW, 16.00, 17, tags="gift"),
    Product("SCL-BAL", "Balance kitchen scales", BAKE, ORRIN, 74.00, 0.7, tags="slow"),
    Product("TWL", "Tea towel", LINEN, WEXCOMBE, 9.50, 112,
            "LEM=Lemons; SWA=Swallows; FIG=Figs; HAR=Hares", designs=True, tags="linen, gift"),
    Product("APR", "Apron", LINEN, WEXCOMBE, 28.00, 27, "LEM=Lemons; SWA=Swallows",
            designs=True, tags="linen, gift"),
    Product("OVG", "Oven glove", LINEN, WEXCOMBE, 17.50, 24, "LEM=Lemons; SWA=Swallows",
            designs=True, tags="linen"),
    Product("NPK-LIN", "Linen napkin", LINEN, WEXCOMBE, 7.00, 40,
            "FLX=Flax; MOS=Moss; RUS=Rust", tags="linen"),
    Product("TBL-LIN", "Linen tablecloth", LINEN, WEXCOMBE, 62.00, 8, tags="linen"),
    Product("BAG-BRD", "Linen bread bag", LINEN, WEXCOMBE, 13.50, 12, tags="linen, bread"),
    Product("TWL-PEA", "Tea towel - Peas", LINEN, WEXCOMBE, 9.50, 60, since="2026-09-07",
            tags="linen, new"),
)  # fmt: skip
