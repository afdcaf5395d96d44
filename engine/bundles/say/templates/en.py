"""English."""

from engine.bundles.say.templates.language import Language

ENGLISH = Language(
    and_="and",
    point=".",
    thousands=",",
    percent="{percent}%",
    amount="{sign}{number}",
    copy={
        "FBT": {
            "friendly": (
                "{names}, together",
                "{names} go hand in hand, so take them home together.",
            ),
            "plain": ("{names}", "Contains {names}."),
            "premium": ("{names}, well matched", "{names}, chosen to go with one another."),
            "playful": ("{names}: what a team!", "{names} get on famously. Don't split them up!"),
        },
        "VOLUME_DISCOUNT": {
            "friendly": (
                "One is not enough: {names}",
                "For yourself or to share: take several of {names} at once.",
            ),
            "plain": ("{names}, {least} or more", "Several of {names} in one order."),
            "premium": (
                "{names}, always at hand",
                "A generous supply of {names}, there when you need it.",
            ),
            "playful": (
                "The more the merrier: {names}",
                "Can't get enough? Fill the cupboard with {names}!",
            ),
        },
        "MIX_MATCH": {
            "friendly": (
                "Pick your {choose}: {names}",
                "Choose the {choose} you like best: {names}.",
            ),
            "plain": ("{choose} of {count}: {names}", "Choose {choose} of these: {names}."),
            "premium": (
                "Your own {choose}: {names}",
                "Put together {choose} to your taste: {names}.",
            ),
            "playful": (
                "Mix it up, pick {choose}: {names}",
                "Any {choose}, your call: {names}. Mix away!",
            ),
        },
        "BXGY": {
            "friendly": ("{bought} & {given}", "Buy {bought} and get {given} {cheaper}."),
            "plain": ("{bought} with {given}", "With {bought}: {given} {cheaper}."),
            "premium": ("{bought}, with {given}", "Choose {bought}, and {given} comes {cheaper}."),
            "playful": (
                "{bought} brings {given} along",
                "Grab {bought}, and {given} tags along {cheaper}!",
            ),
        },
        "FIXED": {
            "friendly": ("Our set: {names}", "We put these together for you: {names}."),
            "plain": ("Set of {count}: {names}", "A set at one price: {names}."),
            "premium": (
                "The collection: {names}",
                "A collection, put together with care: {names}.",
            ),
            "playful": ("The whole gang: {names}", "All in one go, nobody left behind: {names}!"),
        },
    },
    value={
        "friendly": (
            "You save {saving} ({percent}): {offer}{price} instead of {list}.",
            "{offer}{price} in all.",
        ),
        "plain": ("{offer}{price} instead of {list}, {percent} less.", "{offer}{price}."),
        "premium": (
            "{offer}{price} instead of {list}, without compromise.",
            "{offer}{price}, complete.",
        ),
        "playful": (
            "{saving} stays in your pocket: {offer}{price}, not {list}!",
            "{offer}{price}, and off you go!",
        ),
    },
    unpriced={
        "friendly": "Everything you need in one go.",
        "plain": "One order for all of it.",
        "premium": "Thought through, down to the last piece.",
        "playful": "One click, many smiles!",
    },
    offers={"VOLUME_DISCOUNT": "{quantity} for ", "MIX_MATCH": "any {choose} from "},
    cheaper={"free": "for free", "off": "at {percent} off", "less": "for less"},
    features={
        "together": "{count} products in one order",
        "choose": "Choose {choose} of {count}",
        "tier": "From {quantity}: {percent} off",
        "given": "{given} {cheaper}",
        "saves": "{percent} less than bought apart",
        "bought_together": "Often bought together",
        "clear_slow_movers": "While stocks last",
        "seasonal_promo": "For the coming season",
        "new_launch": "With something new",
        "category_bundle": "From more than one department",
        "gift_box": "Ready to be given",
        "subscription_push": "To have in store",
    },
)
"""English words."""
