"""The drill as a state machine: events in, new state and effects out. Pure."""
