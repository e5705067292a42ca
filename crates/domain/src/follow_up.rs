//! What is owed after a conversation.
