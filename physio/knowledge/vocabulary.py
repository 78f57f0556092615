"""The closed word lists that items of the knowledge choose from."""

REGIONS = frozenset(
    {
        "any",
        "lumbar_spine",
        "thoracic_spine",
        "cervical_spine",
        "thoracic_lumbar_spine",
        "whole_spine",
        "spine",
        "pelvis",
        "hip",
        "groin",
        "thigh",
        "knee",
        "lower_leg",
        "ankle",
        "foot",
        "shoulder",
        "arm",
        "elbow",
        "wrist",
        "hand",
        "head_neck",
        "chest",
        "abdomen",
    }
)
GUARDS = frozenset(
    {
        "red_flag",
        "screening_incomplete",
        "date_unknown",
        "under_N_weeks",
        "non_weight_bearing",
        "in_sling_or_boot",
        "side_unknown",
        "recent_surgery",
        "under_18",
        "pregnant",
        "no_region",
        "pre_op",
    }
)
CATEGORIES = frozenset(
    {
        "NEGATED_EXISTENCE",
        "HISTORICAL",
        "HYPOTHETICAL",
        "FAMILY",
        "EXPECTED",
        "WELL",
        "PRESENT",
        "TERMINATE",
        "PSEUDO",
    }
)
DIRECTIONS = frozenset({"FORWARD", "BACKWARD", "BIDIRECTIONAL", "TERMINATE", "PSEUDO"})
