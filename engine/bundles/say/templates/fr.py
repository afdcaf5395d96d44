"""French."""

from engine.bundles.say.templates.language import Language

FRENCH = Language(
    and_="et",
    point=",",
    thousands="\u202f",
    percent="{percent} %",
    amount="{number} {sign}",
    copy={
        "FBT": {
            "friendly": (
                "{names}, bien ensemble",
                "{names} vont bien ensemble : emportez le tout.",
            ),
            "plain": ("{names}", "Contient {names}."),
            "premium": ("{names}, en harmonie", "{names} : un accord choisi avec soin."),
            "playful": (
                "{names} : quelle équipe !",
                "{names} s'entendent à merveille. Ne les séparez pas !",
            ),
        },
        "VOLUME_DISCOUNT": {
            "friendly": (
                "Un seul ne suffit pas : {names}",
                "Pour soi ou à partager : {names}, en plusieurs exemplaires.",
            ),
            "plain": (
                "{names}, dès {least}",
                "{names}, en plusieurs exemplaires dans une commande.",
            ),
            "premium": (
                "{names}, toujours à portée",
                "Une belle réserve de {names}, prête le moment venu.",
            ),
            "playful": (
                "Jamais trop : {names}",
                "Jamais assez ? Remplissez le placard de {names} !",
            ),
        },
        "MIX_MATCH": {
            "friendly": (
                "Choisissez-en {choose} : {names}",
                "Prenez-en {choose}, selon vos envies : {names}.",
            ),
            "plain": ("{choose} sur {count} : {names}", "Au choix {choose} parmi : {names}."),
            "premium": (
                "Votre sélection de {choose} : {names}",
                "Composez-en {choose} à votre goût : {names}.",
            ),
            "playful": (
                "Mélangez-en {choose} : {names}",
                "{choose} à votre façon : {names}. À vous de jouer !",
            ),
        },
        "BXGY": {
            "friendly": ("{bought} & {given}", "Pour {bought}, recevez {given} {cheaper}."),
            "plain": ("{bought} avec {given}", "Avec {bought} : {given} {cheaper}."),
            "premium": (
                "{bought}, avec {given}",
                "Choisissez {bought} et recevez {given} {cheaper}.",
            ),
            "playful": ("{bought} amène {given}", "Attrapez {bought}, et {given} suit {cheaper} !"),
        },
        "FIXED": {
            "friendly": ("Notre lot : {names}", "Nous l'avons réuni pour vous : {names}."),
            "plain": ("Lot de {count} : {names}", "Un lot à prix unique : {names}."),
            "premium": (
                "La collection : {names}",
                "Une collection soignée dans le détail : {names}.",
            ),
            "playful": (
                "Toute la bande : {names}",
                "Tout d'un coup, rien ne reste en arrière : {names} !",
            ),
        },
    },
    value={
        "friendly": (
            "Vous économisez {saving} ({percent}) : {offer}{price} au lieu de {list}.",
            "{offer}{price} en tout.",
        ),
        "plain": ("{offer}{price} au lieu de {list}, {percent} de moins.", "{offer}{price}."),
        "premium": (
            "{offer}{price} au lieu de {list}, sans concession.",
            "{offer}{price}, au complet.",
        ),
        "playful": (
            "Gardez {saving} en poche : {offer}{price}, pas {list} !",
            "{offer}{price}, et c'est parti !",
        ),
    },
    unpriced={
        "friendly": "Tout ce qu'il vous faut, en une fois.",
        "plain": "Une commande pour le tout.",
        "premium": "Pensé jusque dans le moindre détail.",
        "playful": "Un clic, bien des sourires !",
    },
    offers={"VOLUME_DISCOUNT": "{quantity} pour ", "MIX_MATCH": "{choose} dès "},
    cheaper={"free": "gratuitement", "off": "à {percent} de moins", "less": "à moindre prix"},
    features={
        "together": "{count} produits en une commande",
        "choose": "{choose} à choisir sur {count}",
        "tier": "Dès {quantity} : {percent} de moins",
        "given": "{given} {cheaper}",
        "saves": "{percent} de moins que séparément",
        "bought_together": "Souvent achetés ensemble",
        "clear_slow_movers": "Jusqu'à épuisement du stock",
        "seasonal_promo": "Pour la saison qui vient",
        "new_launch": "Avec une nouveauté",
        "category_bundle": "De plus d'un rayon",
        "gift_box": "Prêt à offrir",
        "subscription_push": "À garder en réserve",
    },
)
"""French words."""
