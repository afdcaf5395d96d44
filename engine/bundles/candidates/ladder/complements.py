"""What goes with what: kinds of things by their names in five languages; word lists of our own."""

from __future__ import annotations

import functools

KINDS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        "dress": "dress gown skirt vestido falda robe jupe kleid rock saia",
        "shirt": "shirt blouse tshirt tee camisa camiseta blusa chemise chemisier hemd bluse",
        "trousers": "trouser pants jean jeans chino pantalón pantalones pantalon hose calça calças",
        "jacket": "jacket coat blazer chaqueta abrigo veste manteau jacke mantel casaco jaqueta",
        "shoe": "shoe sneaker boot sandal zapato bota chaussure botte schuh stiefel sapato",
        "sock": "sock calcetín calcetines chaussette socke socken meia",
        "belt": "belt cinturón ceinture gürtel cinto",
        "bag": "bag handbag purse tote bolso bolsa sac tasche handtasche",
        "hat": "hat cap beanie sombrero gorra gorro chapeau bonnet casquette hut mütze chapéu boné",
        "scarf": "scarf glove mitten bufanda guante écharpe gant schal handschuh cachecol luva",
        "necklace": "necklace pendant collar collier halskette kette colar",
        "earring": "earring bracelet ring pendiente pulsera boucle ohrring armband brinco pulseira",
        "phone": "phone smartphone iphone teléfono móvil téléphone handy telefon telemóvel celular",
        "phone_part": "charger case funda cargador chargeur coque ladegerät hülle carregador",
        "camera": "camera cámara caméra kamera câmera",
        "camera_part": "lens tripod battery objetivo trípode objectif trépied objektiv stativ",
        "laptop": "laptop notebook computer portátil ordenador ordinateur rechner computador",
        "desk_part": "mouse keyboard ratón teclado souris clavier maus tastatur rato",
        "board": "snowboard skateboard surfboard ski tabla planche brett prancha",
        "board_part": "binding helmet goggle fijación casco fixation casque bindung helm capacete",
        "bike": "bike bicycle bicicleta vélo fahrrad",
        "bike_part": "lock pump candado bomba cadenas pompe schloss pumpe cadeado",
        "tea": "tea té thé tee chá infusion infusión",
        "teapot": "teapot kettle tetera hervidor théière bouilloire teekanne wasserkocher chaleira",
        "coffee": "coffee espresso café kaffee",
        "coffee_maker": "press grinder filter cafetera molinillo cafetière moulin filtre mühle",
        "mug": "mug cup taza tasse becher caneca chávena xícara",
        "coaster": "coaster saucer posavasos platillo soucoupe untersetzer pires",
        "plate": "plate bowl plato cuenco assiette bol teller schüssel prato tigela",
        "napkin": "napkin tablecloth placemat servilleta mantel serviette tischtuch guardanapo",
        "cutlery": "cutlery fork spoon knife cubierto tenedor cuchara fourchette besteck talher",
        "glass": "glass tumbler goblet vaso copa verre glas copo taça",
        "wine": "wine champagne vino vin wein vinho",
        "opener": "corkscrew opener carafe sacacorchos decantador korkenzieher saca-rolhas",
        "pan": "pan skillet saucepan pot sartén olla cazuela poêle casserole pfanne topf panela",
        "kitchen_tool": "spatula whisk ladle apron espátula delantal spatule fouet tablier schürze",
        "cake": "cake baking cupcake muffin tarta bizcocho gâteau kuchen bolo",
        "cake_part": "case cases stand tin sprinkles molde moule backform forma",
        "candle": "candle tlight vela bougie kerze",
        "candle_part": "holder candlestick lantern matches candelabro farol bougeoir leuchter",
        "frame": "frame marco cadre rahmen moldura",
        "print": "print poster art lámina cuadro affiche tableau poster bild quadro",
        "pillow": "pillow cushion cojín almohada coussin oreiller kissen almofada",
        "blanket": "blanket throw duvet manta couverture plaid decke cobertor",
        "towel": "towel toalla serviette handtuch toalha",
        "soap": "soap shampoo jabón champú savon shampooing seife sabonete",
        "cream": "lotion serum balm crema loción bálsamo crème baume balsam loção",
        "plant": "plant seed bulb planta semilla plante graine pflanze samen semente",
        "planter": "planter flowerpot trowel pruner maceta jardinera sécateur pflanztopf vaso",
        "notebook": "journal diary planner cuaderno agenda cahier carnet notizbuch caderno",
        "pen": "pen pencil marker bolígrafo lápiz stylo crayon stift kugelschreiber caneta lápis",
        "wrap": "wrap ribbon giftwrap papel cinta papier ruban geschenkpapier band embrulho fita",
        "card": "card tag tarjeta carte karte cartão",
        "toy": "toy doll puzzle juguete muñeca jouet poupée spielzeug puppe brinquedo boneca",
        "dog": "dog leash collar perro correa chien laisse hund leine cão cachorro",
        "pet_food": "treat kibble pienso galleta croquette friandise futter leckerli ração",
    }.items()
}
PREPOSITIONS = frozenset(
    """
    with of for from in de del para con en à au aux avec pour du des von mit für aus im com em da do
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_GOES_WITH = (
    "dress belt shoe bag necklace", "shirt trousers jacket belt", "trousers belt shoe",
    "jacket scarf hat", "shoe sock", "hat scarf", "necklace earring", "phone phone_part",
    "camera camera_part", "laptop desk_part", "board board_part", "bike bike_part",
    "tea teapot mug", "coffee coffee_maker mug", "teapot mug", "mug coaster",
    "plate napkin cutlery glass", "glass wine coaster", "wine opener", "pan kitchen_tool",
    "cake cake_part napkin", "candle candle_part", "frame print", "pillow blanket", "towel soap",
    "soap cream", "plant planter", "notebook pen", "wrap card", "toy wrap", "dog pet_food",
)  # fmt: skip
COMPLEMENTS: tuple[tuple[str, str], ...] = tuple(
    (first, second) for first, *rest in map(str.split, _GOES_WITH) for second in rest
)
"""Pairs of kinds that go with one another, each pair once."""

_KINDS_OF: dict[str, tuple[str, ...]] = {}
for _kind, _words in KINDS.items():
    for _word in sorted(_words):
        _KINDS_OF[_word] = (*_KINDS_OF.get(_word, ()), _kind)


@functools.lru_cache(maxsize=1 << 16)
def kinds_of(word: str) -> frozenset[str]:
    """The kinds that a word in small letters names; a plural's last letters are looked past."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"))
    return frozenset(kind for form in forms for kind in _KINDS_OF.get(form, ()))
