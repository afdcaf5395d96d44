"""Kinds of things among which the model of this computer chooses, and the tags they carry.

It compares meanings: between yes and no it can but toss a coin, between kinds of things it can
tell. The finer the kinds, the rarer a product is put to one that it only half is. What a thing
earns it cannot tell at all; which season it is for, and whether it makes a present, so badly in
shops without any (margarine, eggs) that it is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping

_USED_UP = (
    "milk_cheese_yogurt_butter", "bread_cake_pastry", "meat_sausage_fish", "fruit_vegetables",
    "coffee_tea_drink_juice", "chocolate_candy_snack", "shampoo_soap_cream_cosmetics",
    "vitamins_tablets_medicine_powder", "cleaner_detergent_dishwasher",
    "paper_napkins_tissues_wipes", "ink_cartridge_refill_razor_blades", "pet_food_cat_dog",
    "candles",
)  # fmt: skip
_LASTING = (
    "home_ornament_decoration", "greeting_card_gift", "toy_game_puzzle", "jewellery_necklace",
    "furniture_chair_rack", "lamp_light", "tool_screwdriver", "phone_cable_speaker",
    "shirt_jeans_socks", "shoes", "bag_backpack_wallet", "mug_cup_plate_bowl",
    "pan_knife_grinder_kettle", "picture_frame_clock", "towel_cushion_blanket",
    "notebook_book", "metal_sign_chalkboard", "party_bunting_balloon", "sport_yoga_board",
    "umbrella_doormat", "box_tin_holder", "wrapping_paper_ribbon", "cake_stand",
)  # fmt: skip
_EATEN_OR_SPENT = (
    "coffee_tea_food_drink", "shampoo_soap_cream_cosmetics_vitamins",
    "cleaning_tablets_paper_wipes", "ink_cartridge_refill_blades_batteries", "pet_food",
)  # fmt: skip
_KEPT = (
    "decoration_gift_toy_jewellery", "furniture_lamp_tool_device", "clothes_shoes_bag_towel",
    "mug_bowl_kitchenware",
)  # fmt: skip

Question = tuple[tuple[str, ...], tuple[str, ...]]
"""Kinds of things that carry a tag, and kinds that do not."""
KINDS: Mapping[str, tuple[Question, ...]] = {
    "replenishable": (
        (_USED_UP, (*_LASTING, "garden_seed_plant")),
        (_EATEN_OR_SPENT, _KEPT),
    ),
}
"""Tag → questions; a product carries the tag where all of them say so."""


def property_of(tag: str, place: int) -> str:
    """Name in the answer of one of a tag's questions."""
    return tag if place == 0 else f"{tag}_{place + 1}"


def is_of_kind(tag: str, value: Mapping[str, str]) -> bool:
    """Whether an answer puts a product to kinds that carry a tag, in all of the tag's questions."""
    return all(
        value[property_of(tag, place)] in carry for place, (carry, _) in enumerate(KINDS[tag])
    )
