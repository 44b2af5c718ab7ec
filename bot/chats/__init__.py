"""What is known of each chat: subscription, breaking news, read positions; and who the editors are."""
