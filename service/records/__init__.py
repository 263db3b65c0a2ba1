"""What must last: conversations and answers, exactly as given, until their retention ends; then nothing of them."""
