"""Intents that several families of rules give or look for, by their names in the domain."""

REFINE, MORE, NEARBY, DETAILS = "refine", "more_results", "nearby", "ask_details"
PRACTICAL = "ask_practical"
PLANS = ("plan_visit", "change_plan")
TELLS = (
    *("ask_address", "ask_contact", "ask_details", "ask_directions", "ask_hours", "ask_ticket"),
    *("ask_practical", "select_item", "follow_up"),
)
# The kind of place that a search without another kind is for.
SIGHT = "attraction"
