"""Does a follow-up get its meaning from the conversation before it?"""
