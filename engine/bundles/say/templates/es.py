"""Spanish."""

from engine.bundles.say.templates.language import Language

SPANISH = Language(
    and_="y",
    point=",",
    thousands=".",
    percent="{percent} %",
    amount="{number} {sign}",
    copy={
        "FBT": {
            "friendly": (
                "{names}, mejor en compañía",
                "{names}: combinan bien, llévatelos a casa de una vez.",
            ),
            "plain": ("{names}", "Contiene {names}."),
            "premium": ("{names}, en armonía", "{names}: una combinación pensada con cuidado."),
            "playful": (
                "{names}: ¡qué equipo!",
                "{names} se llevan de maravilla. ¡No los separes!",
            ),
        },
        "VOLUME_DISCOUNT": {
            "friendly": (
                "Con uno no basta: {names}",
                "Para ti o para compartir: varias unidades de {names} de una vez.",
            ),
            "plain": ("{names}, {least} o más", "Varias unidades de {names} en un pedido."),
            "premium": (
                "{names}, siempre a mano",
                "Una buena reserva de {names}, lista cuando haga falta.",
            ),
            "playful": (
                "Cuanto más, mejor: {names}",
                "¿Nunca es suficiente? ¡Llena la despensa de {names}!",
            ),
        },
        "MIX_MATCH": {
            "friendly": (
                "Elige {choose}: {names}",
                "Elige {choose}, lo que más te guste: {names}.",
            ),
            "plain": ("{choose} de {count}: {names}", "A elegir {choose} entre: {names}."),
            "premium": (
                "Tu selección de {choose}: {names}",
                "Compón {choose} a tu gusto: {names}.",
            ),
            "playful": ("¡Combina {choose}! {names}", "{choose} a tu aire: {names}. ¡A mezclar!"),
        },
        "BXGY": {
            "friendly": ("{bought} & {given}", "Compra {bought} y llévate {given} {cheaper}."),
            "plain": ("{bought} con {given}", "Con {bought}: {given} {cheaper}."),
            "premium": ("{bought}, con {given}", "Elige {bought} y recibe {given} {cheaper}."),
            "playful": (
                "{bought} trae consigo {given}",
                "¡Hazte con {bought} y {given} se apunta {cheaper}!",
            ),
        },
        "FIXED": {
            "friendly": ("Nuestro lote: {names}", "Lo hemos reunido para ti: {names}."),
            "plain": ("Lote de {count}: {names}", "Un lote a un solo precio: {names}."),
            "premium": ("La colección: {names}", "Una colección cuidada en cada detalle: {names}."),
            "playful": (
                "La pandilla al completo: {names}",
                "Todo de una vez, sin dejar nada atrás: ¡{names}!",
            ),
        },
    },
    value={
        "friendly": (
            "Ahorras {saving} ({percent}): {offer}{price} en lugar de {list}.",
            "{offer}{price} en total.",
        ),
        "plain": ("{offer}{price} en lugar de {list}, un {percent} menos.", "{offer}{price}."),
        "premium": (
            "{offer}{price} en lugar de {list}, sin renunciar a nada.",
            "{offer}{price}, completo.",
        ),
        "playful": (
            "¡Guárdate {saving}: {offer}{price} y no {list}!",
            "{offer}{price}, ¡y listo!",
        ),
    },
    unpriced={
        "friendly": "Todo lo que necesitas, de una vez.",
        "plain": "Un pedido para todo.",
        "premium": "Pensado hasta el último detalle.",
        "playful": "¡Un clic, muchas sonrisas!",
    },
    offers={"VOLUME_DISCOUNT": "{quantity} por ", "MIX_MATCH": "{choose} desde "},
    cheaper={"free": "gratis", "off": "con un {percent} de descuento", "less": "a menor precio"},
    features={
        "together": "{count} productos en un pedido",
        "choose": "Elige {choose} de {count}",
        "tier": "Desde {quantity}: {percent} menos",
        "given": "{given} {cheaper}",
        "saves": "{percent} menos que por separado",
        "bought_together": "A menudo se compran a la vez",
        "clear_slow_movers": "Hasta agotar existencias",
        "seasonal_promo": "Para la próxima temporada",
        "new_launch": "Con novedad incluida",
        "category_bundle": "De más de una sección",
        "gift_box": "Listo para regalar",
        "subscription_push": "Para tener en reserva",
    },
)
"""Spanish words."""
