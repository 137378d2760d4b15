"""The screen: draws a `State`, turns keys into events, knows neither voice nor store."""
