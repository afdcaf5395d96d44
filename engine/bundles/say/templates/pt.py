"""Portuguese."""

from engine.bundles.say.templates.language import Language

PORTUGUESE = Language(
    and_="e",
    point=",",
    thousands=".",
    percent="{percent}%",
    amount="{sign} {number}",
    copy={
        "FBT": {
            "friendly": (
                "{names}, melhor em conjunto",
                "{names}: combinam bem, leve tudo de uma vez.",
            ),
            "plain": ("{names}", "Contém {names}."),
            "premium": ("{names}, em harmonia", "{names}: uma combinação pensada com cuidado."),
            "playful": ("{names}: que equipa!", "{names} dão-se lindamente. Não separe!"),
        },
        "VOLUME_DISCOUNT": {
            "friendly": (
                "Um só não chega: {names}",
                "Para si ou para partilhar: várias unidades de {names} de uma vez.",
            ),
            "plain": ("{names}, {least} ou mais", "Várias unidades de {names} numa encomenda."),
            "premium": (
                "{names}, sempre à mão",
                "Uma boa reserva de {names}, pronta quando for precisa.",
            ),
            "playful": (
                "Quanto mais, melhor: {names}",
                "Nunca chega? Encha a despensa com {names}!",
            ),
        },
        "MIX_MATCH": {
            "friendly": (
                "Escolha {choose}: {names}",
                "Escolha {choose}, o que mais gostar: {names}.",
            ),
            "plain": ("{choose} de {count}: {names}", "À escolha {choose} entre: {names}."),
            "premium": (
                "A sua seleção de {choose}: {names}",
                "Componha {choose} a seu gosto: {names}.",
            ),
            "playful": (
                "Misture {choose}! {names}",
                "{choose} à sua maneira: {names}. Toca a misturar!",
            ),
        },
        "BXGY": {
            "friendly": ("{bought} & {given}", "Compre {bought} e leve {given} {cheaper}."),
            "plain": ("{bought} com {given}", "Com {bought}: {given} {cheaper}."),
            "premium": ("{bought}, com {given}", "Escolha {bought} e receba {given} {cheaper}."),
            "playful": (
                "{bought} traz consigo {given}",
                "Leve {bought} e {given} vai atrás {cheaper}!",
            ),
        },
        "FIXED": {
            "friendly": ("O nosso conjunto: {names}", "Reunimos tudo isto para si: {names}."),
            "plain": ("Conjunto de {count}: {names}", "Um conjunto a um só preço: {names}."),
            "premium": ("A coleção: {names}", "Uma coleção cuidada em cada detalhe: {names}."),
            "playful": (
                "A turma toda: {names}",
                "Tudo de uma vez, sem deixar nada para trás: {names}!",
            ),
        },
    },
    value={
        "friendly": (
            "Poupa {saving} ({percent}): {offer}{price} em vez de {list}.",
            "{offer}{price} no total.",
        ),
        "plain": ("{offer}{price} em vez de {list}, {percent} menos.", "{offer}{price}."),
        "premium": (
            "{offer}{price} em vez de {list}, sem abdicar de nada.",
            "{offer}{price}, completo.",
        ),
        "playful": (
            "Guarde {saving}: {offer}{price} e não {list}!",
            "{offer}{price}, e já está!",
        ),
    },
    unpriced={
        "friendly": "Tudo o que precisa, de uma vez.",
        "plain": "Uma encomenda para tudo.",
        "premium": "Pensado até ao último detalhe.",
        "playful": "Um clique, muitos sorrisos!",
    },
    offers={"VOLUME_DISCOUNT": "{quantity} por ", "MIX_MATCH": "{choose} desde "},
    cheaper={"free": "grátis", "off": "com {percent} de desconto", "less": "a um preço menor"},
    features={
        "together": "{count} produtos numa encomenda",
        "choose": "Escolha {choose} de {count}",
        "tier": "A partir de {quantity}: {percent} menos",
        "given": "{given} {cheaper}",
        "saves": "{percent} menos do que em separado",
        "bought_together": "Muitas vezes comprados juntos",
        "clear_slow_movers": "Até esgotar o stock",
        "seasonal_promo": "Para a próxima estação",
        "new_launch": "Com uma novidade",
        "category_bundle": "De mais de uma secção",
        "gift_box": "Pronto a oferecer",
        "subscription_push": "Para ter de reserva",
    },
)
"""Portuguese words."""
