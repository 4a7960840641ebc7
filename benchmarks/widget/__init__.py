"""How soon a visitor's phone shows the chat, beside other open widgets."""
