"""What is known of each chat: subscription, time zone, read positions; and who the editors are."""
