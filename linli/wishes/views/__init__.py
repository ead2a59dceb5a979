"""Pages of wishes and practical deeds."""
