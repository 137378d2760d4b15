"""The parts of a screen, one a module. Each draws a `State` given to its `show`."""
