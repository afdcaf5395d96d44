"""German."""

from engine.bundles.say.templates.language import Language

GERMAN = Language(
    and_="und",
    point=",",
    thousands=".",
    percent="{percent} %",
    amount="{number} {sign}",
    copy={
        "FBT": {
            "friendly": (
                "{names}, gern zusammen",
                "{names}: Das passt gut zusammen und kommt am besten gemeinsam.",
            ),
            "plain": ("{names}", "Enthält {names}."),
            "premium": ("{names}, fein abgestimmt", "{names}, mit Bedacht aufeinander abgestimmt."),
            "playful": (
                "{names}: was für ein Team!",
                "{names} verstehen sich prächtig. Bitte nicht trennen!",
            ),
        },
        "VOLUME_DISCOUNT": {
            "friendly": (
                "Eins ist nicht genug: {names}",
                "Für dich selbst oder zum Teilen: gleich mehrmals {names}.",
            ),
            "plain": ("{names}, ab {least} Stück", "Mehrmals {names} in einer Bestellung."),
            "premium": (
                "{names}, stets zur Hand",
                "Ein guter Vorrat an {names}, wenn er gebraucht wird.",
            ),
            "playful": (
                "Mehr ist mehr: {names}",
                "Nie genug davon? Dann den Schrank füllen mit {names}!",
            ),
        },
        "MIX_MATCH": {
            "friendly": (
                "{choose} nach Wahl: {names}",
                "Such dir {choose} aus, ganz wie du magst: {names}.",
            ),
            "plain": ("{choose} aus {count}: {names}", "{choose} zur Auswahl aus: {names}."),
            "premium": (
                "Ihre Auswahl, {choose} Stück: {names}",
                "Stellen Sie {choose} nach Ihrem Geschmack zusammen: {names}.",
            ),
            "playful": (
                "Misch mit, nimm {choose}: {names}",
                "{choose} Stück, ganz wie du willst: {names}. Viel Spaß!",
            ),
        },
        "BXGY": {
            "friendly": ("{bought} & {given}", "Zu {bought} gibt es {given} {cheaper}."),
            "plain": ("{bought} mit {given}", "Mit {bought}: {given} {cheaper}."),
            "premium": (
                "{bought}, dazu {given}",
                "Wählen Sie {bought}, und Sie erhalten {given} {cheaper}.",
            ),
            "playful": (
                "{bought} bringt {given} mit",
                "Schnapp dir {bought}, und {given} kommt {cheaper} mit!",
            ),
        },
        "FIXED": {
            "friendly": ("Unser Set: {names}", "Das haben wir für dich zusammengestellt: {names}."),
            "plain": ("Set aus {count}: {names}", "Ein Set zu einem Preis: {names}."),
            "premium": (
                "Die Kollektion: {names}",
                "Eine Kollektion, sorgfältig bis ins Detail: {names}.",
            ),
            "playful": (
                "Die ganze Bande: {names}",
                "Alles auf einmal, nichts bleibt zurück: {names}!",
            ),
        },
    },
    value={
        "friendly": (
            "Du sparst {saving} ({percent}): {offer}{price} statt {list}.",
            "{offer}{price} für alles.",
        ),
        "plain": ("{offer}{price} statt {list}, {percent} weniger.", "{offer}{price}."),
        "premium": ("{offer}{price} statt {list}, ohne Abstriche.", "{offer}{price}, vollständig."),
        "playful": (
            "{saving} gespart: {offer}{price} statt {list}!",
            "{offer}{price}, und los geht's!",
        ),
    },
    unpriced={
        "friendly": "Alles, was du brauchst, auf einmal.",
        "plain": "Eine Bestellung für alles.",
        "premium": "Durchdacht bis ins letzte Stück.",
        "playful": "Ein Klick, viel Freude!",
    },
    offers={"VOLUME_DISCOUNT": "{quantity} Stück für ", "MIX_MATCH": "{choose} Stück ab "},
    cheaper={"free": "gratis", "off": "{percent} günstiger", "less": "günstiger"},
    features={
        "together": "{count} Produkte in einer Bestellung",
        "choose": "{choose} aus {count} wählen",
        "tier": "Ab {quantity} Stück: {percent} weniger",
        "given": "{given} {cheaper}",
        "saves": "{percent} weniger als einzeln",
        "bought_together": "Oft zusammen gekauft",
        "clear_slow_movers": "Solange der Vorrat reicht",
        "seasonal_promo": "Für die kommende Saison",
        "new_launch": "Mit etwas Neuem",
        "category_bundle": "Aus mehr als einer Abteilung",
        "gift_box": "Fertig zum Verschenken",
        "subscription_push": "Zum Vorratshalten",
    },
)
"""German words."""
