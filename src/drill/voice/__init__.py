"""Speech out and speech in. One module owns each library; one thread or process owns each device."""
